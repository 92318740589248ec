/// The bytes of messages as another encoder makes them (`protoc --encode`), a field a line.
enum GoldenCalls {
    static let challengeReply = golden(
        """
        09 0807060504030201  # server_id
        1220 0102030405060708010203040506070801020304050607080102030405060708  # nonce
        """)

    static let signedRequest = golden(
        """
        0a04 626f6479  # body
        1220 0102030405060708010203040506070801020304050607080102030405060708  # nonce
        1a40 fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
          fffffffffffffffffffffffffffffffffffff  # signature
        """)

    static let report = golden(
        """
        08 ed9403  # listen_port: 51821
        1209 6e6d2d686172626f72  # interface: nm-harbor
        18 8c0b  # mtu: 1420
        2209  # local_addresses:
          0a05  #   address:
            0d 026433c6  #     v4
          10 18  #   prefix_length: 24
        3228  # facts:
          0a07 6d616368696e65  #   hostname: machine
          1206 44656269616e  #   operating_system: Debian
          1a06 7838365f3634  #   architecture: x86_64
          2205 302e312e30  #   version: 0.1.0
          2a06 6b65726e656c  #   backend: kernel
        """)

    static let pinningReport = golden(
        """
        08 ed9403  # listen_port: 51821
        1209 6e6d2d686172626f72  # interface: nm-harbor
        18 8c0b  # mtu: 1420
        2a0d  # pinned_endpoint:
          0a0b  #   set:
            0a05  #     address:
              0d 070200c0  #       v4
            10 ee9403  #     port: 51822
        3228  # facts:
          0a07 6d616368696e65  #   hostname: machine
          1206 44656269616e  #   operating_system: Debian
          1a06 7838365f3634  #   architecture: x86_64
          2205 302e312e30  #   version: 0.1.0
          2a06 6b65726e656c  #   backend: kernel
        """)

    static let unpinningReport = golden(
        """
        08 ed9403  # listen_port: 51821
        1209 6e6d2d686172626f72  # interface: nm-harbor
        18 8c0b  # mtu: 1420
        2a00  # pinned_endpoint
        3228  # facts:
          0a07 6d616368696e65  #   hostname: machine
          1206 44656269616e  #   operating_system: Debian
          1a06 7838365f3634  #   architecture: x86_64
          2205 302e312e30  #   version: 0.1.0
          2a06 6b65726e656c  #   backend: kernel
        """)

    static let checkIn = golden(
        """
        09 0700000000000000  # node_id
        121e  # position:
          09 0100000000000000  #   epoch
          10 ac02  #   revision: 300
          1a10 000102030405060708090a0b0c0d0e0f  #   digest
        """)

    static let sessionlessCheckIn = golden(
        """
        09 0700000000000000  # node_id
        121e  # position:
          09 0100000000000000  #   epoch
          10 ac02  #   revision: 300
          1a10 000102030405060708090a0b0c0d0e0f  #   digest
        1a68  # sessionless:
          0a3c  #   report:
            08 ed9403  #     listen_port: 51821
            1209 6e6d2d686172626f72  #     interface: nm-harbor
            18 8c0b  #     mtu: 1420
            3228  #     facts:
              0a07 6d616368696e65  #       hostname: machine
              1206 44656269616e  #       operating_system: Debian
              1a06 7838365f3634  #       architecture: x86_64
              2205 302e312e30  #       version: 0.1.0
              2a06 6b65726e656c  #       backend: kernel
          10 ab02  #   acknowledged: 299
          19 0807060504030201  #   configuration_mark
          220e  #   cursor:
            09 0100000000000000  #     epoch
            10 ad02  #     revision: 301
            18 02  #     page
          2a0c  #   edits:
            08 01  #     number
            1208  #     edits:
              0a02  #       from:
                40 01  #         roaming
              1202  #       to:
                40 00  #         roaming
        """)

    static let checkInReply = golden(
        """
        08 02  # verdict: OPEN_SESSION
        10 80d0eab6b733  # server_time: 1767225600000
        """)

    static let equalReply = golden(
        """
        08 01  # verdict: EQUAL
        10 80d0eab6b733  # server_time: 1767225600000
        18 ac02  # revision: 300
        4220 0102030405060708010203040506070801020304050607080102030405060708  # next_pins
        4a13  # edits:
          08 01  #   number
          120f  #   refusals:
            0a04 6e616d65  #     field: name
            1202 6e6f  #     message: no
            1a03 61736b  #     remedy: ask
        """)

    static let pageReply = golden(
        """
        08 04  # verdict: PAGE
        10 80d0eab6b733  # server_time: 1767225600000
        3220  # page:
          09 0100000000000000  #   epoch
          10 ac02  #   revision: 300
          20 01  #   is_last
          2a10 000102030405060708090a0b0c0d0e0f  #   digest
        38 02  # page_number
        """)

    static let leave = golden(
        """
        09 0700000000000000  # node_id
        """)

    static let configuration = golden(
        """
        09 0700000000000000  # node_id
        1206 686172626f72  # network: harbor
        1a09 6d616368696e652d37  # name: machine-7
        2207  # range_ipv4:
          0d 00000a0a  #   address
          10 10  #   length: 16
        2a14  # range_ipv6:
          0a10 fd000010000000000000000000000000  #   address
          10 40  #   length: 64
        3209  # addresses:
          0a05  #   address:
            0d 07000a0a  #     v4
          10 10  #   prefix_length: 16
        3216  # addresses:
          0a12  #   address:
            1210 fd000010000000000000000000000007  #     v6
          10 40  #   prefix_length: 64
        38 ed9403  # listen_port: 51821
        40 14  # persistent_keepalive: 20
        48 8c0b  # mtu: 1420
        5209 6e6d2d686172626f72  # interface: nm-harbor
        5a0b  # pinned_endpoint:
          0a05  #   address:
            0d 070200c0  #     v4
          10 ee9403  #   port: 51822
        6205  # observed_addresses:
          0d 080200c0  #   v4
        68 ac02  # revision: 300
        7220 5700000000000000000000000000000000000000000000000000000000000007  # public_key
        78 01  # is_asked_for_next_key
        82011c  # options:
          08 01  #   udp_hole_punching
          18 01  #   roaming
          2209 6c6f67676572207570  #   post_up: logger up
          2a0b 6c6f6767657220646f776e  #   post_down: logger down
        8801 04  # status: EXPIRED
        9001 80f0cc86a637  # expires_at: 1900000000000
        9801 3c  # check_in_seconds: 60
        c20228  # dns:
          0a06 686172626f72  #   zones: harbor
          0a17 686172626f722e636f72702e6578616d706c652e6f7267  #   zones: harbor.corp.example.org
          1205  #   servers:
            0d 35000a0a  #     v4
        """)
}
