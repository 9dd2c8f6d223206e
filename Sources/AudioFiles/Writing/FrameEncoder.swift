/// Turns interleaved frames into the bytes of a file.
protocol FrameEncoder: AnyObject {
    /// Encodes whole frames of finite samples.
    func write(_ interleaved: UnsafeBufferPointer<Float>) throws(AudioFileError)
    /// Writes what is still held back and completes the headers.
    func finish() throws(AudioFileError)
}
