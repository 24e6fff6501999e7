// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace hearth::tests {

/// A key with a certificate that it signed itself, both as PEM; valid for one day.
struct Identity {
    std::string certificate;
    std::string key;
};
/// For the DNS name `host`.
Identity makeIdentity(const std::string& host);

/// A TLS server on loopback that answers each request with `ok <name the client asked for>`.
class TlsPeer {
  public:
    /// With `clientCa` (PEM) it lets in only clients with a certificate signed by it.
    explicit TlsPeer(const Identity& identity, const std::string& clientCa = {});
    ~TlsPeer();

    std::uint16_t port() const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace hearth::tests
