import DurableFiles
import FoundationEssentials
import NIOSSL
import NetmakerCore
import NetmakerTesting
import PinnedTLS
import SwiftASN1
import Testing
import X509

@testable import NetmakerServer

@Suite struct `The server's TLS identity` {
    private let folder = TemporaryPath()

    private var files: TLSFiles {
        TLSFiles(folder: folder.path, hosts: ["vpn.example.org", "192.0.2.1", "2001:db8::1"])
    }

    @Test func `is made once and kept`() throws {
        let made = try files.identity(now: Samples.time)
        let kept = try files.identity(now: Samples.time)
        #expect(kept.pin == made.pin)
        #expect(kept.chain == made.chain)
    }

    @Test func `is readable by its owner only`() throws {
        _ = try files.identity(now: Samples.time)
        #expect(try folder.mode(of: "tls-identity.pem") == 0o600)
    }

    @Test func `names the hosts by which the server is reached`() throws {
        let certificate = try #require(try files.identity(now: Samples.time).chain.first)
        let extensions = certificate.extensions
        let names = try #require(try extensions.subjectAlternativeNames)
        #expect(names.count == 3)
        #expect(names.contains(.dnsName("vpn.example.org")))
    }

    @Test func `is valid for ten years`() throws {
        let certificate = try #require(try files.identity(now: Samples.time).chain.first)
        let seconds = certificate.notValidAfter.timeIntervalSince1970
        #expect(seconds == Double(Samples.time.millisecondsSince1970) / 1000 + 3652 * 86_400)
    }

    @Test func `is never overwritten when it cannot be read`() throws {
        try AtomicFile.write(Array("nonsense".utf8), to: folder.path + "/tls-identity.pem", mode: 0o600)
        #expect(throws: TLSError.self) { try files.identity(now: Samples.time) }
        #expect(try AtomicFile.read(folder.path + "/tls-identity.pem", limit: 100) == Array("nonsense".utf8))
    }

    @Test func `is followed by one that the old key vouches for`() throws {
        let old = try files.identity(now: Samples.time)
        let new = try files.succeed(old, with: files.prepareNextKey(after: old), now: Samples.time)
        #expect(new.pin != old.pin)
        #expect(throws: Never.self) { try PinnedCertificateCheck(pins: [old.pin]).verify(new.nioChain()) }
        #expect(throws: Never.self) { try PinnedCertificateCheck(pins: [new.pin]).verify(new.nioChain()) }
        #expect(try files.identity(now: Samples.time).chain == new.chain)
    }

    @Test func `stands on its own 30 days after`() throws {
        let old = try files.identity(now: Samples.time)
        let new = try files.succeed(old, with: files.prepareNextKey(after: old), now: Samples.time)
        #expect(try files.identity(now: Samples.time + .seconds(30 * 86_400 - 1)).chain.count == 2)
        let settled = try files.identity(now: Samples.time + .seconds(30 * 86_400))
        #expect(settled.pin == new.pin)
        #expect(settled.chain.count == 1)
    }

    @Test func `is shown without the old one when the 30 days are over`() throws {
        let clock = ManualClock()
        let old = try files.identity(now: clock.now)
        let served = try ServedIdentity(
            files.succeed(old, with: files.prepareNextKey(after: old), now: clock.now), wallClock: clock)
        #expect(served.sslContextConfigurationOverride.certificateChain?.count == 2)
        clock.advance(by: .seconds(30 * 86_400))
        #expect(served.sslContextConfigurationOverride.certificateChain?.count == 1)
    }

    @Test func `comes from the key that was prepared, also after a restart`() throws {
        let identity = try files.identity(now: Samples.time)
        let prepared = try files.prepareNextKey(after: identity)
        #expect(TLSIdentity.pin(of: try files.prepareNextKey(after: identity)) == TLSIdentity.pin(of: prepared))
    }

    @Test func `is not to be known by another's pin`() throws {
        let identity = try files.identity(now: Samples.time)
        let other = try TLSIdentity(hosts: [], now: Samples.time)
        let error = #expect(throws: PinnedTLSError.self) {
            try PinnedCertificateCheck(pins: [other.pin]).verify(identity.nioChain())
        }
        #expect(error?.shown == identity.pin)
    }

    @Test func `is not vouched for by a certificate that merely comes along`() throws {
        let pinned = try TLSIdentity(hosts: [], now: Samples.time)
        let impostor = try TLSIdentity(hosts: [], now: Samples.time)
        #expect(throws: PinnedTLSError.self) {
            try PinnedCertificateCheck(pins: [pinned.pin]).verify(impostor.nioChain() + pinned.nioChain())
        }
    }
}

extension TLSIdentity {
    func nioChain() throws -> [NIOSSLCertificate] {
        try chain.map { try NIOSSLCertificate(bytes: Array($0.serializeAsPEM().derBytes), format: .der) }
    }
}
