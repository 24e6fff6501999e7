// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/time.h"

/// Sending a test message through a receiver, and what a person is told of it.
namespace hearth::datasource {

/// Marks test messages (`hearth_test="true"`) and fire drills.
inline constexpr std::string_view kTestLabel = "hearth_test";
inline constexpr std::string_view kDrillLabel = "hearth_drill";

struct ReceiverTestQuery {
    std::string receiver;
    std::string integration; ///< `email[0]`; empty: all of the receiver's.
};

/// A step on the way to the server; which ones there are depends on the kind.
struct TestStep {
    enum class Kind : std::uint8_t { kResolve, kConnect, kTls, kHello, kLogin, kSend, kAnswer };
    Kind kind = Kind::kResolve;
    std::int64_t microseconds = 0; ///< Since the beginning, when it was done.
    std::string words;             ///< An address, what a server said; may be empty.
};
/// `resolve`, `connect`, ...
std::string_view testStepText(TestStep::Kind kind);
std::optional<TestStep::Kind> parseTestStep(std::string_view text);

/// What was said, without secrets.
struct TranscriptLine {
    std::int64_t microseconds = 0;
    bool sent = false; ///< By us.
    std::string text;
};

struct IntegrationTest {
    std::string integration; ///< `email[0]`
    bool delivered = false;
    std::vector<TestStep> steps; ///< Those that were made, in their order.
    std::optional<TestStep::Kind> failedStep;
    std::string error;  ///< Empty where it was delivered.
    std::string answer; ///< The server's own words.
    std::int64_t microseconds = 0;
    std::vector<TranscriptLine> transcript;
};

struct ReceiverTest {
    std::string receiver;
    model::TimestampMs time = 0;
    std::vector<IntegrationTest> integrations;
};

/// What to do about a test that failed.
enum class TestHint : std::uint8_t {
    kNone,           ///< Nothing that is known.
    kName,           ///< The server's name leads nowhere.
    kNobodyListens,  ///< The port is closed.
    kUnreachable,    ///< No answer to the connection: a firewall, a machine that is off.
    kNoTls,          ///< This port speaks no TLS, or the other way of it.
    kNoStartTls,     ///< The server does not offer STARTTLS.
    kCertificate,    ///< The certificate is not trusted.
    kSilent,         ///< Connected, and then nothing more.
    kPassword,       ///< The login was refused.
    kAppPassword,    ///< The login was refused: this provider wants a password made for programs.
    kClearPassword,  ///< A password is not sent where others can read it: turn TLS on.
    kNoLoginOffered, ///< None of the ways to log in is known on both sides.
    kSender,         ///< The address that it comes from was refused.
    kRecipient,      ///< The address that it goes to was refused.
    kGone,           ///< The address on the server is unknown there.
    kTooMany,        ///< The server asks to wait.
    kServerFault,    ///< The server failed.
    kRefused,        ///< The server did not like the message.
    kSecretFile,     ///< The file of a password or token cannot be read.
    kNoDesktop,      ///< No window is open where the engine runs.
    kCommandsOff,    ///< Programs are not allowed.
};
/// Threads: thread-safe.
TestHint hintOf(const IntegrationTest& test);
/// One English sentence; empty for kNone.
std::string_view hintText(TestHint hint);

} // namespace hearth::datasource
