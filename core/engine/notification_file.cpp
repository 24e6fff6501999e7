// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/notification_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/hash.h"
#include "config/alertmanager_edit.h"
#include "config/config.h"
#include "engine/channel_text.h"
#include "engine/desktop_alertmanager.h"
#include "engine/notification_plan.h"
#include "yaml/scalar_text.h"

namespace hearth::engine {
namespace {

namespace ds = hearth::datasource;
using config::EntryLines;
using config::KeyText;

/// `email[0]`
struct Place {
    std::string kind;
    std::size_t index = 0;
};
Result<Place> placeOf(const std::string& integration) {
    const auto bracket = integration.find('[');
    Place place{integration.substr(0, bracket), 0};
    if (bracket == std::string::npos ||
        std::from_chars(integration.data() + bracket + 1, integration.data() + integration.size(), place.index).ec !=
            std::errc()) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("{} names no integration", integration));
    }
    return place;
}

std::string fileName(std::string_view text) {
    constexpr std::size_t kMost = 60;
    std::string name;
    for (const char c : text.substr(0, kMost)) {
        const bool isSafe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        name += isSafe ? c : '_';
    }
    // Names that look the same afterwards are told apart.
    return name == text ? name : fmt::format("{}-{:08x}", name, static_cast<std::uint32_t>(fnv1a64(text)));
}

std::string flowList(const std::vector<std::string>& texts) {
    std::string list;
    for (const auto& text : texts) {
        list += (list.empty() ? "" : ", ") + yaml::quotedText(text);
    }
    return "[" + list + "]";
}

EntryLines linesOf(const ds::RouteDraft& route) {
    EntryLines lines;
    if (!route.matchers.empty()) {
        lines.push_back("matchers: " + flowList(route.matchers));
    }
    lines.push_back("receiver: " + yaml::scalarText(route.receiver));
    if (route.goesOn) {
        lines.emplace_back("continue: true");
    }
    if (route.repeatInterval) {
        lines.push_back("repeat_interval: " + model::formatDuration(*route.repeatInterval));
    }
    if (!route.muteTimeIntervals.empty()) {
        lines.push_back("mute_time_intervals: " + flowList(route.muteTimeIntervals));
    }
    return lines;
}

std::string timeOfDay(int minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

/// One entry a set of days that have the same hours.
EntryLines linesOf(const ds::IntervalDraft& interval) {
    constexpr std::array<std::string_view, 7> kDays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};
    std::map<std::pair<int, int>, std::vector<std::string>> days;
    for (const auto& span : interval.week) {
        days[{span.begin, span.end}].emplace_back(kDays.at(static_cast<std::size_t>(span.day)));
    }
    EntryLines lines;
    for (const auto& [hours, names] : days) {
        lines.push_back(fmt::format("- weekdays: [{}]", fmt::join(names, ", ")));
        lines.emplace_back("  times:");
        lines.push_back(fmt::format("    - start_time: \"{}\"", timeOfDay(hours.first)));
        lines.push_back(fmt::format("      end_time: \"{}\"", timeOfDay(hours.second)));
        if (!interval.location.empty()) {
            lines.push_back("  location: " + yaml::scalarText(interval.location));
        }
    }
    return lines;
}

Result<void> check(const ds::IntervalDraft& interval) {
    if (interval.name.empty()) {
        return fail(ErrorCode::kInvalidArgument, "the quiet hours have no name");
    }
    if (interval.week.empty()) {
        return fail(ErrorCode::kInvalidArgument, "no hour of the week is chosen");
    }
    for (const auto& span : interval.week) {
        if (span.day < 0 || span.day > 6 || span.begin < 0 || span.begin >= span.end || span.end > 24 * 60) {
            return fail(ErrorCode::kInvalidArgument, "an hour lies outside of its day");
        }
    }
    return {};
}

class NotificationFile final : public ds::NotificationSettings {
  public:
    explicit NotificationFile(NotificationFileParts parts)
        : m_parts(std::move(parts)) {}

    Result<std::shared_ptr<const ds::NotificationPlan>> read(const std::string& config) override {
        return readNotificationPlan(config, m_parts.dialect);
    }
    std::string path() const override { return m_parts.path; }
    std::string whyReadOnly() const override { return m_parts.readOnly; }

    Result<ds::ChannelDraft> channel(const std::string& receiver, const std::string& integration) override;
    Result<ds::ChannelDraft> newChannel(const std::string& name) override;
    Result<ds::ConfigChange> putChannel(const ds::ChannelDraft& channel) override;

    Result<ds::ConfigChange> removeChannel(const std::string& receiver, const std::string& integration) override {
        const auto place = HEARTH_TRY(placeOf(integration));
        return change([&](const std::string& text) {
            return config::removeReceiverEntry(text, m_parts.path, {receiver, place.kind + "_configs", place.index});
        });
    }
    Result<ds::ConfigChange> addRoute(const ds::RouteDraft& route, std::size_t index) override {
        return change(
            [&](const std::string& text) { return config::addRouteLine(text, m_parts.path, index, linesOf(route)); });
    }
    Result<ds::ConfigChange> removeRoute(std::size_t index) override {
        return change([&](const std::string& text) { return config::removeRouteLine(text, m_parts.path, index); });
    }
    Result<ds::ConfigChange> moveRoute(std::size_t from, std::size_t to) override {
        return change([&](const std::string& text) { return config::moveRouteLine(text, m_parts.path, from, to); });
    }
    Result<ds::ConfigChange> setDefaultReceiver(const std::string& receiver) override {
        return change([&](const std::string& text) {
            return config::setRouteKeys(text, m_parts.path, std::nullopt, {{"receiver", yaml::scalarText(receiver)}});
        });
    }
    Result<ds::ConfigChange> putInterval(const ds::IntervalDraft& interval) override {
        HEARTH_TRY(check(interval));
        return change([&](const std::string& text) {
            return config::putTimeInterval(text, m_parts.path, interval.name, linesOf(interval));
        });
    }
    Result<ds::ConfigChange> setMuteIntervals(std::size_t route, const std::vector<std::string>& intervals) override {
        return change([&](const std::string& text) {
            return config::setRouteKeys(text, m_parts.path, route,
                                        {{"mute_time_intervals", flowList(intervals), intervals.empty()}});
        });
    }

    Result<void> save(const ds::ConfigChange& change, std::stop_token stop) override;

  private:
    struct Current {
        std::string text;
        bool isMissing = false;
    };
    Result<Current> current() const {
        if (!m_parts.files.exists(m_parts.path)) {
            return Current{{}, true};
        }
        return Current{HEARTH_TRY(m_parts.files.readAll(m_parts.path, config::kMaxConfigBytes)), false};
    }
    std::string directory() const { return m_parts.path.substr(0, m_parts.path.rfind('/')); }

    /// Applies `edit` to the file's text, or a new file's, and checks what comes of it.
    template <class Edit>
    Result<ds::ConfigChange> change(Edit edit) const;
    Result<void> putBack(const ds::ConfigChange& change) const;

    const NotificationFileParts m_parts;
};

template <class Edit>
Result<ds::ConfigChange> NotificationFile::change(Edit edit) const {
    if (!m_parts.readOnly.empty()) {
        return fail(ErrorCode::kUnsupported, m_parts.readOnly);
    }
    auto now = HEARTH_TRY(current());
    ds::ConfigChange change{
        .file = m_parts.path, .before = std::move(now.text), .after = {}, .isNew = now.isMissing, .secrets = {}};
    change.after = HEARTH_TRY(edit(now.isMissing ? std::string(kDesktopAlertmanager) : change.before));
    const auto options = HEARTH_TRY(config::parseAlertmanager(change.after, m_parts.path, m_parts.dialect));
    if (!options.refusals.empty()) {
        return fail(ErrorCode::kUnsupported, options.refusals.front());
    }
    return change;
}

Result<ds::ChannelDraft> NotificationFile::channel(const std::string& receiver, const std::string& integration) {
    const auto place = HEARTH_TRY(placeOf(integration));
    const auto* const kind = ds::findChannelKind(place.kind);
    if (kind == nullptr) {
        return fail(ErrorCode::kUnsupported, fmt::format("{} is set up in the file alone", place.kind));
    }
    auto now = HEARTH_TRY(current());
    const auto text = now.isMissing ? std::string(kDesktopAlertmanager) : std::move(now.text);
    const auto document = HEARTH_TRY(yaml::Document::parse(text, m_parts.path));
    const auto* const receivers = document.root().find("receivers");
    for (std::size_t i = 0; receivers != nullptr && i < receivers->items.size(); ++i) {
        const auto& item = *receivers->items[i];
        const auto* const name = item.find("name");
        const auto* const list = item.find(kind->key);
        if (name != nullptr && name->text == receiver && list != nullptr && place.index < list->items.size()) {
            auto draft = draftOf(list->items[place.index], *kind, document.root().find("global"));
            draft.receiver = receiver;
            draft.integration = integration;
            return draft;
        }
    }
    return fail(ErrorCode::kNotFound, fmt::format("{}: there is no {} of {}", m_parts.path, integration, receiver));
}

Result<ds::ChannelDraft> NotificationFile::newChannel(const std::string& name) {
    const auto* const kind = ds::findChannelKind(name);
    if (kind == nullptr) {
        return fail(ErrorCode::kUnsupported, fmt::format("{} is set up in the file alone", name));
    }
    const auto now = HEARTH_TRY(current());
    const auto document = HEARTH_TRY(yaml::Document::parse(now.text, m_parts.path));
    auto draft = draftOf(nullptr, *kind, document.root().find("global"));
    draft.receiver = name;
    return draft;
}

Result<ds::ConfigChange> NotificationFile::putChannel(const ds::ChannelDraft& channel) {
    const auto* const kind = ds::findChannelKind(channel.kind);
    if (kind == nullptr || channel.receiver.empty()) {
        return fail(ErrorCode::kInvalidArgument, "the channel has no name");
    }
    const bool isNew = channel.integration.empty();
    const auto place = isNew ? Place{channel.kind, 0} : HEARTH_TRY(placeOf(channel.integration));
    // A new entry's files are named by the moment's count of entries, which nothing else has.
    std::size_t index = place.index;
    const auto secretName = [&](std::string_view key) {
        return fmt::format("secrets/{}-{}{}-{}", fileName(channel.receiver), channel.kind, index, key);
    };
    auto changed = change([&](const std::string& text) -> Result<std::string> {
        const auto document = HEARTH_TRY(yaml::Document::parse(text, m_parts.path));
        const yaml::Node* entry = nullptr;
        const auto* const receivers = document.root().find("receivers");
        for (std::size_t i = 0; receivers != nullptr && i < receivers->items.size(); ++i) {
            const auto* const name = receivers->items[i]->find("name");
            const auto* const list = receivers->items[i]->find(kind->key);
            if (name == nullptr || name->text != channel.receiver || list == nullptr) {
                continue;
            }
            index = isNew ? list->items.size() : index;
            entry = !isNew && index < list->items.size() ? list->items[index] : nullptr;
        }
        const auto keys = HEARTH_TRY(keysOf(channel, *kind, entry, document.root().find("global"), secretName));
        if (isNew) {
            return config::addReceiverEntry(text, m_parts.path, channel.receiver, std::string(kind->key), keys);
        }
        return config::changeReceiverEntry(text, m_parts.path, {channel.receiver, std::string(kind->key), index}, keys);
    });
    if (changed) {
        for (const auto& [key, secret] : channel.secrets) {
            changed->secrets.push_back({directory() + "/" + secretName(key), secret});
        }
    }
    return changed;
}

Result<void> NotificationFile::putBack(const ds::ConfigChange& change) const {
    if (change.isNew) {
        return m_parts.files.remove(change.file);
    }
    return m_parts.files.replaceAtomically(change.file, change.before);
}

Result<void> NotificationFile::save(const ds::ConfigChange& change, std::stop_token stop) {
    const auto now = HEARTH_TRY(current());
    if (now.isMissing != change.isNew || now.text != change.before) {
        return fail(ErrorCode::kConflict,
                    fmt::format("{} was changed meanwhile by somebody else; look at it again", change.file));
    }
    HEARTH_TRY(m_parts.files.createDirectories(directory()));
    std::vector<std::pair<std::string, std::string>> old;
    for (const auto& secret : change.secrets) {
        if (m_parts.files.exists(secret.path)) {
            old.emplace_back(secret.path, HEARTH_TRY(m_parts.files.readAll(secret.path, config::kMaxConfigBytes)));
        }
        HEARTH_TRY(m_parts.writeSecret(secret.path, secret.text));
    }
    HEARTH_TRY(m_parts.files.replaceAtomically(change.file, change.after));
    auto loaded = m_parts.reload(stop);
    if (loaded) {
        return {};
    }
    HEARTH_TRY(putBack(change));
    for (const auto& [path, text] : old) {
        HEARTH_TRY(m_parts.writeSecret(path, text));
    }
    std::ignore = m_parts.reload(stop);
    return std::unexpected(std::move(loaded).error().withContext("the change was taken back"));
}

} // namespace

std::unique_ptr<ds::NotificationSettings> makeNotificationFile(NotificationFileParts parts) {
    return std::make_unique<NotificationFile>(std::move(parts));
}

} // namespace hearth::engine
