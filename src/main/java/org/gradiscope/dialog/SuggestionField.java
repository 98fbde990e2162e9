/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.EventQueue;
import java.util.List;

import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JTextField;

import org.gradiscope.command.Hints;
import org.scijava.module.ModuleItem;

/** A text that is typed, chosen from a list, or looked for on the disk. */
final class SuggestionField extends KeyField {

	private static final int COLUMNS_OF_WORDS = 8;
	private static final int COLUMNS_OF_NAMES = 18;
	private static final int ROWS = 20;

	private final String offers;
	private final JComboBox<Suggestions.Suggestion> box = new JComboBox<>();
	private final JPanel whole = new JPanel(new BorderLayout(4, 0));
	private List<Suggestions.Suggestion> all = List.of();
	private boolean offering;
	/** What was typed before something was chosen. */
	private String before;

	SuggestionField(final ModuleItem<?> key, final String text, final Runnable changed) {
		super(key);
		offers = key.get(Hints.OFFERS);
		box.setEditable(true);
		box.setMaximumRowCount(ROWS);
		box.setRenderer(new SuggestionRenderer());
		box.setPrototypeDisplayValue(
			new Suggestions.Suggestion("m".repeat(isWide() ? COLUMNS_OF_NAMES : COLUMNS_OF_WORDS)));
		box.setSelectedItem(text);
		before = text;
		if (key().is(Hints.SEVERAL)) box.addActionListener(event -> addChosen());
		typed().getDocument().addDocumentListener(new KeyField.TextChangeListener(() -> {
			if (offering) return;
			// In the midst of a change nothing else may change.
			EventQueue.invokeLater(this::settle);
			changed.run();
		}));
		whole.add(box);
		PathChooser.of(offers).ifPresent(this::addBrowser);
	}

	private void addBrowser(final PathChooser chooser) {
		final JButton button = new JButton("Browse...");
		button.addActionListener(event -> chooser.choose(whole, text()).ifPresent(this::show));
		whole.add(button, BorderLayout.EAST);
	}

	/** Of several values, the one that is chosen is one more. */
	private void addChosen() {
		if (offering || !(box.getSelectedItem() instanceof final Suggestions.Suggestion chosen)) return;
		show(List.of(before.split(" *; *")).contains(chosen.value()) || before.isBlank() ? before
			: before + "; " + chosen.value());
	}

	private JTextField typed() {
		return (JTextField) box.getEditor().getEditorComponent();
	}

	@Override
	JComponent component() {
		return whole;
	}

	@Override
	List<Component> parts() {
		return List.of(typed(), box);
	}

	@Override
	boolean isWide() {
		return offers.contains("{");
	}

	@Override
	String text() {
		return typed().getText();
	}

	@Override
	void show(final String text) {
		before = text;
		box.setSelectedItem(text);
		typed().setText(text);
	}

	/** A choice has been made, or something typed: then a long list is narrowed to what has it. */
	private void settle() {
		final boolean isChosen = box.getSelectedItem() instanceof final Suggestions.Suggestion offer &&
			offer.value().equals(text());
		if (!isChosen) before = text();
		if (all.size() <= ROWS || !typed().isFocusOwner() || isChosen && box.isPopupVisible()) return;
		final List<Suggestions.Suggestion> fitting =
			isChosen ? all : Suggestions.Suggestion.having(all, text());
		final boolean isNarrow = !isChosen && fitting.size() < all.size() && !fitting.isEmpty();
		if (box.isPopupVisible()) box.hidePopup();
		list(fitting.isEmpty() ? all : fitting);
		if (isNarrow) box.showPopup();
	}

	@Override
	void offer(final Suggestions offered) {
		all = offered.of(offers);
		list(all);
	}

	private void list(final List<Suggestions.Suggestion> now) {
		final String text = text();
		final int caret = typed().getCaretPosition();
		offering = true;
		box.setModel(new DefaultComboBoxModel<>(now.toArray(Suggestions.Suggestion[]::new)));
		box.setSelectedItem(now.stream().filter(offer -> offer.value().equals(text)).findFirst()
			.<Object>map(offer -> offer).orElse(text));
		if (!text().equals(text)) typed().setText(text);
		typed().setCaretPosition(Math.min(caret, text.length()));
		offering = false;
	}

	/** A line of a list: the value, and its note in grey. */
	static final class SuggestionRenderer extends DefaultListCellRenderer {

		private static final long serialVersionUID = 1;

		@Override
		public Component getListCellRendererComponent(final JList<?> list, final Object value,
			final int index, final boolean isSelected, final boolean hasFocus) {
			final boolean hasNote =
				value instanceof final Suggestions.Suggestion offered && !offered.note().isEmpty();
			// What a stranger named is text, even if it looks like a page.
			putClientProperty("html.disable", !hasNote);
			final Object shown =
				value instanceof final Suggestions.Suggestion offer ? text(offer) : value;
			return super.getListCellRendererComponent(list, shown, index, isSelected, hasFocus);
		}

		private static String text(final Suggestions.Suggestion offer) {
			if (offer.note().isEmpty()) return offer.value().isEmpty() ? " " : offer.value();
			return "<html>" + HelpPane.HelpPage.text(offer.value()) + " &nbsp;<font color=gray>" +
				HelpPane.HelpPage.text(offer.note()) + "</font></html>";
		}
	}
}
