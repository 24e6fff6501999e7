// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/mail.h"

namespace hearth::http {

enum class MailMechanism : std::uint8_t { kPlain, kLogin, kCramMd5 };
/// `CRAM-MD5`
std::string_view mechanismName(MailMechanism mechanism);

/// The first mechanism of the server's list that we know and have the words for. `isPrivate`: nobody listens (TLS, or
/// this machine), without which PLAIN is refused. Errors: kInvalidArgument says why none is left.
/// Alertmanager: Email.auth(), with the refusal of Go's smtp.PlainAuth.
Result<MailMechanism> chooseMechanism(std::string_view offered, const MailLogin& login, bool isPrivate);

/// Listens to an SMTP exchange that libcurl leads: knows how far it came, keeps the server's last words, and ends it
/// where libcurl would log in by another mechanism than the one that is right for the server.
/// Threads: confined to the exchange's thread.
class MailDialog {
  public:
    /// `request` must outlive it. `mechanism`: the one that libcurl was told to use; unset: no login.
    MailDialog(const MailRequest& request, std::optional<MailMechanism> mechanism);

    /// A line that went out.
    void onCommand(std::string_view line);
    /// A line that came in. False: end the exchange; see error() and rightMechanism().
    bool onReplyLine(std::string_view line);

    MailStage stage() const { return m_stage; }
    const std::string& reply() const { return m_reply; }
    /// Why the exchange was ended here.
    const std::optional<Error>& error() const { return m_error; }
    /// Start again with this one.
    std::optional<MailMechanism> rightMechanism() const { return m_rightMechanism; }

  private:
    bool onReplyEnd();
    /// Whether what follows the EHLO that was just answered is no STARTTLS.
    bool isLastHello() const;
    bool checkMechanism();

    const MailRequest& m_request;
    const std::optional<MailMechanism> m_mechanism;
    MailStage m_stage = MailStage::kConnect;
    bool m_startedTls = false;
    bool m_isChallenged = false; ///< The next command answers a challenge: no words of ours are to be read in it.
    bool m_replyEnded = true;
    bool m_isOver = false; ///< What is said after QUIT is of no meaning.
    std::string m_reply;
    std::string m_offered; ///< The mechanisms after AUTH in the answer to EHLO.
    bool m_offersAuth = false;
    std::optional<Error> m_error;
    std::optional<MailMechanism> m_rightMechanism;
};

} // namespace hearth::http
