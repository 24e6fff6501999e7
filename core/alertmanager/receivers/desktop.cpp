// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <fmt/format.h>

#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/truncate.h"
#include "base/text.h"

/// The desktop of this process: what its person is shown of a group, as long as it fires.
namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxTitleRunes = 200;
constexpr std::size_t kMaxBodyRunes = 1000;
constexpr std::string_view kNoDesktop =
    "no desktop is attached to this process: it was started with --server, or its window has ended";

struct DesktopFields {
    CommonFields common;
    std::string title = R"({{ template "desktop.default.title" . }})";
    std::string body = R"({{ template "desktop.default.body" . }})";
    std::string urgency = R"({{ template "desktop.default.urgency" . }})";
    std::string sound = R"({{ template "desktop.default.sound" . }})";

    bool operator==(const DesktopFields&) const = default;
};

Result<DesktopMessage::Urgency> urgencyOf(std::string_view text) {
    using enum DesktopMessage::Urgency;
    constexpr std::array<std::pair<std::string_view, DesktopMessage::Urgency>, 3> kWords{
        {{"low", kLow}, {"normal", kNormal}, {"critical", kCritical}}};
    for (const auto& [word, urgency] : kWords) {
        if (word == text) {
            return urgency;
        }
    }
    return fail(ErrorCode::kInvalidArgument, fmt::format("urgency {} is none of low, normal, critical", quoteGo(text)));
}

class Desktop final : public Integration {
  public:
    static constexpr std::string_view kKind = "desktop";

    Desktop(DesktopFields fields, const IntegrationTools& tools)
        : m_fields(std::move(fields))
        , m_tools(tools) {}

    void send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) override;

  private:
    Result<DesktopMessage> messageOf(const Notification& notification) const;

    const DesktopFields m_fields;
    const IntegrationTools m_tools;
};

/// Brings the answer from the desktop's thread to the notify thread, also where nobody gives one. The transport
/// outlives all messages under way.
class Reply {
  public:
    Reply(http::Transport& network, Integration::Done done)
        : m_network(&network)
        , m_done(std::move(done)) {}
    Reply(Reply&& other) noexcept
        : m_network(other.m_network)
        , m_done(std::exchange(other.m_done, nullptr)) {}
    Reply& operator=(Reply&&) = delete;
    ~Reply() {
        if (m_done) {
            (*this)(fail(ErrorCode::kUnsupported, std::string(kNoDesktop)));
        }
    }

    void operator()(Result<std::string> shown) {
        m_network->post([done = std::exchange(m_done, nullptr), outcome = outcomeOf(std::move(shown))]() mutable {
            done(std::move(outcome));
        });
    }

  private:
    static Outcome outcomeOf(Result<std::string> shown) {
        if (shown) {
            return {.answer = *std::move(shown)};
        }
        const auto& error = shown.error();
        return error.code() == ErrorCode::kUnavailable ? retryOutcome(error.message()) : failedOutcome(error.message());
    }

    http::Transport* m_network;
    Integration::Done m_done;
};

Result<DesktopMessage> Desktop::messageOf(const Notification& notification) const {
    MessageTexts texts(m_tools.templates, notification, notification.alerts);
    DesktopMessage message;
    message.groupKey = notification.groupKey;
    message.receiver = notification.receiver;
    message.isTest = notification.isTest;
    message.title = truncateRunes(std::string(trim(texts.text(m_fields.title))), kMaxTitleRunes);
    message.body = truncateRunes(std::string(trim(texts.text(m_fields.body))), kMaxBodyRunes);
    const auto urgency = texts.text(m_fields.urgency);
    const auto sounds = texts.text(m_fields.sound);
    HEARTH_TRY(texts.status());
    message.urgency = HEARTH_TRY(urgencyOf(trim(urgency)));
    const auto sound = trim(sounds);
    message.sound = sound.substr(0, sound.find(' '));
    for (const auto& alert : notification.alerts) {
        (alert->isResolvedAt(notification.now) ? message.resolved : message.firing).push_back(alert);
    }
    return message;
}

void Desktop::send(std::shared_ptr<const Notification> notification, MonotonicTime /*deadline*/, Done done) {
    if (!m_tools.showOnDesktop) {
        done(failedOutcome(std::string(kNoDesktop)));
        return;
    }
    auto message = messageOf(*notification);
    if (!message) {
        done(failedOutcome(message.error().message()));
        return;
    }
    m_tools.showOnDesktop(*std::move(message), Reply(m_tools.network, std::move(done)));
}

std::shared_ptr<const IntegrationOptions> parseDesktop(yaml::MapReader& entry, ParseContext& /*context*/) {
    DesktopFields fields;
    entry.boolean("send_resolved", fields.common.sendResolved);
    entry.text("title", fields.title);
    entry.text("body", fields.body);
    entry.text("urgency", fields.urgency);
    entry.text("sound", fields.sound);
    return makeOptions<Desktop>(std::move(fields));
}

} // namespace

const IntegrationKind kDesktopKind{"desktop_configs", {}, true, parseDesktop};

} // namespace hearth::alertmanager
