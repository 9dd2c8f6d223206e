import MusicGenCommands

@main
enum Main {
    static func main() {}
}
