// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "editor/completion_choice.h"

namespace hearth::ui {

/// The choices of one popup, as an immutable list that is replaced whole. All texts are plain.
/// Threads: confined to the GUI thread.
class CompletionModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { kDetail = Qt::UserRole, kHelp };

    using QAbstractListModel::QAbstractListModel;

    void setChoices(std::vector<CompletionChoice> choices);
    const CompletionChoice& choice(int row) const { return m_choices[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

  private:
    std::vector<CompletionChoice> m_choices;
};

} // namespace hearth::ui
