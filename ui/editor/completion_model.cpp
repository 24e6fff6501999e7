// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/completion_model.h"

namespace hearth::ui {

void CompletionModel::setChoices(std::vector<CompletionChoice> choices) {
    beginResetModel();
    m_choices = std::move(choices);
    endResetModel();
}

int CompletionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_choices.size());
}

QVariant CompletionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto& item = choice(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.name;
    case kDetail:
        return item.detail.isEmpty() ? choiceKindText(item.kind) : item.detail;
    case kHelp:
        return item.help;
    case Qt::AccessibleDescriptionRole:
        return choiceKindText(item.kind);
    default:
        return {};
    }
}

} // namespace hearth::ui
