extension Synthesizer {
    /// Whether notes struck from now on stay unheard, while all else goes as if they were heard.
    public var isMuted: Bool {
        get { melodic.isMuted }
        set {
            melodic.isMuted = newValue
            percussion.isMuted = newValue
        }
    }
}
