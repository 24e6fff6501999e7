// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "base/error.h"
#include "datasource/alertmanager_types.h"
#include "models/alert_filter.h"
#include "models/alert_text.h"
#include "widgets/page.h"

class QAction;
class QBoxLayout;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace hearth::ui {

class AlertDetail;
class AlertListView;
class AlertsModel;
class AsyncSource;
class ElidedLabel;
class FilterChips;
class FilterField;
class HistoryPane;
class MessageBar;
class PastPane;
class QuietPane;
class TimelinePane;

/// Alerts by group, on a time line, and in history.
/// Threads: confined to the GUI thread.
class AlertsPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit AlertsPage(AsyncSource& source, QWidget* parent = nullptr);
    ~AlertsPage() override;

    void refresh() override;
    /// Asks for what may have changed, where it is shown; the past is asked for again by refresh() only.
    void lookAgain();
    void focusFind() override;
    void setUtc(bool utc) override;
    /// Selects the alert and opens its detail, once it is there.
    void showAlert(const QString& fingerprint);
    QString filterText() const;
    void setFilterText(const QString& text);
    /// Who acknowledges; empty for the user's name.
    void setCreator(const QString& creator);

  signals:
    void exploreRequested(const QString& expression);
    /// Someone wants to silence what matches; the silence is not stored yet, and its author is left to the form.
    void silenceRequested(const hearth::datasource::Silence& draft);
    void silenceShown(const QString& id);
    void ruleRequested(const QString& name);
    /// Where `what` is changed: `routes`, `receivers` or `time-intervals`.
    void settingsRequested(const QString& what);
    void filterTextChanged(const QString& text);
    void helpRequested();
    /// A person changed here what is silenced: others may want to look at once.
    void alertsChanged();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    enum View : std::uint8_t { kList, kTimeline, kHistory };

    void buildUi();
    QWidget* buildHead();
    QWidget* buildViews();
    void buildActions();
    void connectSignals();
    void connectViews();
    void connectActs();
    void retranslateUi();
    void retranslateActions();

    void startOver();
    void ask();
    void take(Result<AlertSnapshotPtr> snapshot);
    void showSnapshot();
    void showMissing();
    void showCounts();
    void showChips();
    void scheduleAges();
    void applyFilter();
    void filterView();

    // The views.
    void chooseView(int view);
    View view() const;
    PastPane* pastPane() const;
    std::vector<AlertRow> selectedAlerts() const;
    void showDetail();
    void select(const QString& key);
    void enableActs();

    // What can be done.
    void silenceSelected();
    void acknowledgeSelected();
    void acknowledged(Result<std::vector<std::string>> ids);
    void undoAcknowledgement();
    void exploreCurrent();
    void showRule();
    void copyLabels();
    void follow(const LinkedText& link);

    AsyncSource& m_source;
    QTimer m_askTimer;
    QTimer m_ageTimer;
    QTimer m_undoTimer;
    AlertSnapshotPtr m_snapshot;
    bool m_loaded = false;
    QString m_failure; ///< Of the last question; empty: it was answered.
    AlertFilter m_parsed;
    QString m_currentKey; ///< Of the alert that was chosen last, in any view.
    QString m_wantedKey;  ///< To be shown once it is there.
    model::TimestampMs m_storyAskedAt = 0;
    QString m_creator;
    std::vector<std::string> m_undoIds; ///< Of the silences that an undo ends.

    AlertsModel* m_model = nullptr;
    FilterField* m_filter = nullptr;
    FilterChips* m_chips = nullptr;
    QTabBar* m_tabs = nullptr;
    QBoxLayout* m_second = nullptr; ///< Views and chips: beside each other where there is room.
    ElidedLabel* m_counts = nullptr;
    MessageBar* m_message = nullptr; ///< What went wrong.
    MessageBar* m_missing = nullptr; ///< What the server cannot say.
    MessageBar* m_actBar = nullptr;  ///< What the person did, and how it is undone.
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_views = nullptr;
    QStackedWidget* m_listStack = nullptr;
    AlertListView* m_list = nullptr;
    QuietPane* m_quiet = nullptr;
    TimelinePane* m_timeline = nullptr;
    HistoryPane* m_history = nullptr;
    AlertDetail* m_detail = nullptr;
    QAction* m_silence = nullptr;
    QAction* m_acknowledge = nullptr;
    QAction* m_explore = nullptr;
    QAction* m_rule = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_undo = nullptr;
};

} // namespace hearth::ui
