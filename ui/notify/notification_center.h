// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "data/background.h"
#include "datasource/data_source.h"
#include "datasource/desktop_notification.h"
#include "notify/notification_daemon.h"
#include "notify/quiet_hours.h"
#include "notify/value_picture.h"

namespace hearth::ui {

/// Whose alerts they are.
struct NotificationOrigin {
    QString url;                                    ///< Empty: this computer.
    std::shared_ptr<datasource::DataSource> source; ///< Takes silences and answers queries; outlives its questions.
};

/// Shows groups of alerts as desktop notifications: one a group, updated in place, closed when the group is resolved.
/// More than a few at once become one summary; quiet hours and pauses hold them back and are summed up once afterwards.
/// Where there is no daemon the fallback shows them.
/// Threads: confined to the GUI thread.
class NotificationCenter : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t kMaxEvents = 5;      ///< New notifications ...
    static constexpr qint64 kEventsWithinMs = 30'000; ///< ... in this time; one more begins a summary.
    static constexpr int kPicturePatienceMs = 500;    ///< Then it is shown without a picture.
    static constexpr int kSummaryEveryMs = 1000;

    /// Shows a title and a body by other means; says by which, or why it cannot.
    using Fallback = std::function<Result<std::string>(const QString& title, const QString& body)>;
    using Now = std::function<QDateTime()>;

    /// `daemon` must outlive it.
    explicit NotificationCenter(NotificationDaemon& daemon, QObject* parent = nullptr,
                                Now now = &QDateTime::currentDateTime);
    ~NotificationCenter() override;

    void setFallback(Fallback fallback) { m_fallback = std::move(fallback); }
    /// Who silences and acknowledges; empty for the user's name.
    void setCreator(const QString& creator);
    void setQuietHours(const QuietHours& hours);
    const QuietHours& quietHours() const { return m_quietHours; }
    /// Everything waits until then; an invalid time ends a pause.
    void pauseUntil(const QDateTime& end);
    /// Invalid where there is no pause.
    QDateTime pausedUntil() const;

    void show(const NotificationOrigin& origin, datasource::DesktopNotification notification,
              datasource::DesktopAnswer answer);
    /// Takes away what this origin had shown: the window looks elsewhere.
    void forget(const QString& url);

  signals:
    /// The alert's fingerprint; empty: all alerts. `token` lets the window come forward.
    void openRequested(const QString& url, const QString& fingerprint, const QString& token);
    void pauseChanged();
    /// Silences changed by what the person did.
    void silencesChanged();
    /// There is news of this computer's alerts, shown or not.
    void alertsChanged();

  private:
    struct Group;
    using GroupPtr = std::shared_ptr<Group>;
    struct Summary {
        std::uint32_t id = 0;
        bool sending = false;
        bool stale = false;            ///< Changed since it was sent.
        std::vector<std::string> keys; ///< Groups in it, oldest first.
        std::set<std::string> members; ///< The same.
        std::size_t whileQuiet = 0;    ///< Alerts that were held back; told once.
    };
    enum class Act : std::uint8_t { kSilence, kAcknowledge };

    // Groups
    void takeAway(const std::string& key, datasource::DesktopAnswer answer);
    void present(const GroupPtr& group);
    void fetchPicture(const GroupPtr& group);
    void send(const GroupPtr& group);
    void sent(const GroupPtr& group, Result<std::uint32_t> id);
    Result<std::string> fallBack(const QString& title, const QString& body, const Error& error) const;
    Popup popupOf(const Group& group) const;
    QString footer(const Group& group) const;
    bool countEvent();
    void restarted();
    void closed(std::uint32_t id);
    // What waits
    QDateTime quietEnd() const;
    bool holdsBack(const datasource::DesktopNotification& notification) const;
    void hold(const GroupPtr& group);
    void armQuietEnd();
    void quietEnded();
    // The summary
    void addToSummary(const GroupPtr& group);
    bool removeFromSummary(const std::string& key);
    void refreshSummary();
    void sendSummary();
    Popup summaryPopup() const;
    // Buttons
    void actionInvoked(std::uint32_t id, const QString& action, const QString& token);
    void act(const GroupPtr& group, Act act);
    void acted(const GroupPtr& group, Act act, Result<std::vector<std::string>> ids);
    void undo(const GroupPtr& group);
    void confirm(const GroupPtr& group, const QString& title, const QString& body, bool canUndo);
    GroupPtr groupOf(std::uint32_t id) const;

    NotificationDaemon& m_daemon;
    const Now m_now;
    Fallback m_fallback;
    std::string m_creator;
    QuietHours m_quietHours;
    QDateTime m_pausedUntil;
    Background m_background;
    std::map<std::string, GroupPtr> m_groups;
    std::map<std::uint32_t, std::string> m_keys; ///< Of what is on the screen.
    std::vector<qint64> m_events;
    std::set<std::string> m_held; ///< Groups that waited for the end of the quiet.
    std::size_t m_heldEvents = 0;
    Summary m_summary;
    QTimer m_summaryTimer;
    QTimer m_quietTimer;
};

} // namespace hearth::ui
