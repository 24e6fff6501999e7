// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <optional>

#include "base/error.h"
#include "settings/settings_snapshot.h"
#include "widgets/page.h"

class QGroupBox;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace hearth::ui {

class AsyncSource;
class ChannelsView;
class EmptyState;
class FireDrill;
struct LinkedText;
class MessageBar;
class QuietView;
class RouteTester;
class RoutesView;
class SettingsChanges;
class UplinkView;

/// Where alerts go: channels, routes, quiet hours, and trying all of it.
/// Threads: confined to the GUI thread.
class SettingsPage : public Page {
    Q_OBJECT

  public:
    /// `source` and `settings`, which may be null, must outlive the page.
    SettingsPage(AsyncSource& source, datasource::NotificationSettings* settings, QWidget* parent = nullptr);

    /// Whether what is shown belongs to the engine of this process, whose file can be changed.
    void setLocal(bool local);
    void refresh() override;
    void focusFind() override;
    void setUtc(bool utc) override;
    UplinkView& uplink() { return *m_uplink; }
    /// Opens the tab of what LinkedText::target names: `receivers`, `routes`, `time-intervals`.
    void showPlace(const QString& target);

  signals:
    void helpRequested();
    /// A step of a fire drill leads to another page.
    void silenceShown(const QString& id);
    void alertRequested(const QString& fingerprint);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    QWidget* buildTrying();
    void retranslateUi();
    void take(Result<SettingsSnapshot> snapshot);
    void showSnapshot();
    void showAbsence(const Error& error);
    void forget();
    void follow(const LinkedText& link);
    QString whyReadOnly() const;

    AsyncSource& m_source;
    datasource::NotificationSettings* m_settings;
    const void* m_shown; ///< The source whose settings are shown; only compared.
    QTimer m_timer;
    bool m_isLocal = true;
    bool m_isLoaded = false;
    SettingsSnapshot m_snapshot;
    std::optional<Error> m_error; ///< Why nothing is shown.

    SettingsChanges* m_changes = nullptr;
    MessageBar* m_message = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QTabWidget* m_tabs = nullptr;
    QToolButton* m_help = nullptr;
    ChannelsView* m_channels = nullptr;
    RoutesView* m_routes = nullptr;
    RouteTester* m_tester = nullptr;
    FireDrill* m_drill = nullptr;
    QGroupBox* m_testerBox = nullptr;
    QGroupBox* m_drillBox = nullptr;
    QuietView* m_quiet = nullptr;
    UplinkView* m_uplink = nullptr;
};

} // namespace hearth::ui
