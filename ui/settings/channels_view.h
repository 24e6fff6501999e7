// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "settings/settings_snapshot.h"

class QAction;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace hearth::ui {

class AsyncSource;
class ChannelCard;
class ChannelForm;
class MessageBar;
class SettingsChanges;

/// The channels of all receivers as cards, and new ones.
/// Threads: confined to the GUI thread.
class ChannelsView : public QWidget {
    Q_OBJECT

  public:
    /// All outlive the view; `settings` may be null.
    ChannelsView(AsyncSource& source, datasource::NotificationSettings* settings, SettingsChanges& changes,
                 QWidget* parent = nullptr);

    /// `whyReadOnly` is empty where channels can be changed.
    void showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly);
    /// Another server is asked from now on: what is open, typed or remembered belongs to the one before.
    void forget();
    /// Tests that are under way were canceled.
    void endTests();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    void removeCards(std::vector<ChannelCard*> cards);
    /// Texts that tell how long ago something was.
    void tick();
    void rebuildCards();
    void renderCards();
    void openGallery(bool open);
    void closeGallery();
    /// Scrolls to what was just opened.
    void bringIntoView(QWidget* widget);
    void openNew(const std::string& kind);
    void openForm(ChannelCard& card);
    void save(ChannelForm& form, const std::function<void()>& saved);
    void remove(ChannelCard& card);
    void test(ChannelCard& card);
    void showTest(ChannelCard& card, Result<datasource::ReceiverTest> test);

    AsyncSource& m_source;
    datasource::NotificationSettings* m_settings;
    SettingsChanges& m_changes;
    SettingsSnapshot m_snapshot;
    QString m_whyReadOnly;

    MessageBar* m_message = nullptr;
    QAction* m_undo = nullptr;
    QPushButton* m_add = nullptr;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_none = nullptr;
    std::string m_newKind; ///< Of the form for a new channel; empty: none is open.
    QLabel* m_newTitle = nullptr;
    QWidget* m_gallery = nullptr;
    QVBoxLayout* m_column = nullptr;
    QVBoxLayout* m_newPlace = nullptr;
    std::vector<ChannelCard*> m_cards;
};

} // namespace hearth::ui
