extension CommandFailure {
    /// The failure that stands for an error of one of the libraries; an error that says nothing of files or devices
    /// becomes a plain failure with its description.
    package init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        default: self.init(.failure, String(describing: error))
        }
    }
}
