import MusicGenCommands

@main
enum Main {
    static func main() {
        Launcher.main()
    }
}
