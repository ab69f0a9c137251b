//! The little of DER (ITU-T X.690) that a `SubjectPublicKeyInfo` (RFC 5280 §4.1) needs.

const INTEGER_OCTETS: usize = size_of::<usize>();
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// `AlgorithmIdentifier` of RSA: rsaEncryption with a NULL (RFC 3279 §2.3.1), contents of the sequence.
pub(super) const RSA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
/// `AlgorithmIdentifier` of Ed25519, without parameters (RFC 8410 §3), contents of the sequence.
pub(super) const ED25519: &[u8] = &[0x06, 0x03, 0x2b, 0x65, 0x70];

/// Writes a `SubjectPublicKeyInfo`.
pub(super) fn write_spki(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    let algorithm = element(SEQUENCE, &[algorithm]);
    // A bit string begins with the number of bits that are unused in its last byte.
    let key = element(BIT_STRING, &[&[0], key]);
    element(SEQUENCE, &[&algorithm, &key])
}

/// Reads a `SubjectPublicKeyInfo` into the contents of its algorithm identifier and its key; no byte may be left over.
pub(super) fn read_spki(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (spki, rest) = read_element(SEQUENCE, der)?;
    let (algorithm, spki) = read_element(SEQUENCE, spki)?;
    let (key, spki) = read_element(BIT_STRING, spki)?;
    (rest.is_empty() && spki.is_empty()).then_some((algorithm, key.strip_prefix(&[0])?))
}

fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let mut der = vec![tag];
    match u8::try_from(contents.len()) {
        Ok(length @ 0..0x80) => der.push(length),
        _ => {
            let length = contents.len().to_be_bytes();
            let octets = length.iter().skip_while(|octet| **octet == 0);
            der.push(0x80 | octets.clone().fold(0, |count, _| count + 1));
            der.extend(octets);
        }
    }
    der.extend(contents);
    der
}

/// Reads one element; returns its contents and what follows. Lengths must be in their shortest form, as DER demands.
fn read_element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&[found, first], rest) = der.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    if first < 0x80 {
        return rest.split_at_checked(usize::from(first));
    }
    let (octets, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
    if octets.is_empty() || octets.len() > INTEGER_OCTETS || octets.first() == Some(&0) {
        return None;
    }
    let length = octets.iter().fold(0, |length, octet| (length << 8) | usize::from(*octet));
    if length < 0x80 {
        return None;
    }
    rest.split_at_checked(length)
}
