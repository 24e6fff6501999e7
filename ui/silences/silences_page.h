// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_types.h"
#include "models/silence_snapshot.h"
#include "widgets/page.h"

class QAction;
class QSplitter;
class QStackedWidget;

namespace hearth::ui {

class AsyncSource;
class EmptyState;
class FilterChips;
class ListPane;
class MessageBar;
class SilenceForm;
class SilencesModel;
class TableView;

/// Silences: which there are, and the form that makes and changes them.
/// Threads: confined to the GUI thread.
class SilencesPage : public Page {
    Q_OBJECT

  public:
    /// How long an expiry can be undone.
    static constexpr int kUndoMs = 10'000;

    /// `source` must outlive the page.
    explicit SilencesPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    /// Asks for what may have changed, where it is shown.
    void lookAgain();
    void focusFind() override;
    void setUtc(bool utc) override;
    /// Opens the form with what is known of a silence that is not stored yet.
    void draft(const datasource::Silence& silence);
    /// Selects the silence, once it is there.
    void showSilence(const QString& id);
    void setFilterText(const QString& text);
    /// Who makes silences; empty for the user's name.
    void setCreator(const QString& creator);

  signals:
    void alertsRequested(const QString& filter);
    void filterTextChanged(const QString& text);
    /// The person saved a silence under another name.
    void creatorChanged(const QString& creator);
    /// A silence was made, changed or expired: what is told, and how many silences there are, is another now.
    void alertsChanged();
    void helpRequested();

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void buildUi();
    void buildTable();
    void buildActions();
    void connectSignals();
    void connectActions();
    void retranslateUi();
    void retranslateActions();

    void startOver();
    void tick();
    void take(Result<SilenceSnapshotPtr> snapshot);
    void takeAbsence(const Error& error);
    void setReadOnly(const QString& reason);
    void applyFilter();
    void showCounts();
    void showChips();
    void showStack();
    void updateActions();
    void selectWanted();

    std::vector<datasource::Silence> selected() const;
    void openForm(const datasource::Silence& silence);
    void closeForm();
    void showFormBeside();
    void editCurrent();
    void recreateCurrent();
    void copyMatchers();
    void showAlerts();

    void save();
    void saved(const datasource::Silence& silence, Result<std::string> id);
    void expireSelected();
    void expired(std::vector<datasource::Silence> ended, std::size_t asked, const std::string& reason);
    void undo();

    AsyncSource& m_source;
    SilenceSnapshotPtr m_snapshot;
    QString m_wantedId;
    QString m_creator;
    QString m_readOnly; ///< Why nothing can be changed; empty: it can.
    std::vector<datasource::Silence> m_undoable;
    bool m_loaded = false;
    int m_failures = 0; ///< In a row, before the first answer.
    QTimer m_undoTimer;

    SilencesModel* m_model = nullptr;
    MessageBar* m_message = nullptr;
    MessageBar* m_actBar = nullptr; ///< What became of the last act, and a way back.
    TableView* m_table = nullptr;
    ListPane* m_pane = nullptr;
    FilterChips* m_chips = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    EmptyState* m_absent = nullptr;
    QSplitter* m_splitter = nullptr;
    SilenceForm* m_form = nullptr;

    QAction* m_new = nullptr;
    QAction* m_edit = nullptr;
    QAction* m_recreate = nullptr;
    QAction* m_expire = nullptr;
    QAction* m_alerts = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_help = nullptr;
    QAction* m_undo = nullptr;
};

} // namespace hearth::ui
