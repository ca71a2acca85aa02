//! QR codes and sheets of labels.
