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

import java.awt.Component;
import java.util.List;

import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

import org.gradiscope.command.Hints;
import org.gradiscope.command.KeyValues;
import org.scijava.module.ModuleItem;

/** Where a person gives one key. */
abstract class KeyField {

	private final ModuleItem<?> key;

	KeyField(final ModuleItem<?> key) {
		this.key = key;
	}

	/**
	 * The kind of field that suits the key.
	 *
	 * @param text what it begins with
	 * @param changed told whenever a person gives something else
	 */
	static KeyField of(final ModuleItem<?> key, final String text, final Runnable changed) {
		if (!KeyValues.choices(key).isEmpty()) return new ChoiceField(key, text, changed);
		if (key.getType() == boolean.class) return new CheckBoxField(key, text, changed);
		if (key.get(Hints.OFFERS) != null) return new SuggestionField(key, text, changed);
		return new TextField(key, text, changed);
	}

	final ModuleItem<?> key() {
		return key;
	}

	final String name() {
		return key.getName();
	}

	/** The words before it; empty where it says them itself. */
	String label() {
		return key.getLabel() + ":";
	}

	/** All of it. */
	abstract JComponent component();

	/** The parts that the mouse and the cursor can be on, which explain it; the first has its name. */
	List<Component> parts() {
		return List.of(component());
	}

	/** Whether it takes all the width that there is. */
	boolean isWide() {
		return false;
	}

	abstract String text();

	/** Shows another value. */
	abstract void show(String text);

	/** The values to choose from, where it offers any. */
	void offer(final Suggestions offers) {
		// Most have their own, or none.
	}

	/** Yes or no. */
	private static final class CheckBoxField extends KeyField {

		private final JCheckBox box;

		CheckBoxField(final ModuleItem<?> key, final String text, final Runnable changed) {
			super(key);
			box = new JCheckBox(key.getLabel(), Boolean.parseBoolean(text));
			box.addItemListener(event -> changed.run());
		}

		@Override
		String label() {
			return "";
		}

		@Override
		JComponent component() {
			return box;
		}

		@Override
		String text() {
			return String.valueOf(box.isSelected());
		}

		@Override
		void show(final String text) {
			box.setSelected(Boolean.parseBoolean(text));
		}
	}

	/** One of the values that the key can have. */
	private static final class ChoiceField extends KeyField {

		/** So many are seen at once where there are more. */
		private static final int ROWS = 20;

		private final JComboBox<String> box;

		ChoiceField(final ModuleItem<?> key, final String text, final Runnable changed) {
			super(key);
			box = new JComboBox<>(KeyValues.choices(key).toArray(String[]::new));
			box.setMaximumRowCount(ROWS);
			box.setSelectedItem(text);
			box.addActionListener(event -> changed.run());
		}

		@Override
		JComponent component() {
			return box;
		}

		@Override
		String text() {
			return (String) box.getSelectedItem();
		}

		@Override
		void show(final String text) {
			box.setSelectedItem(text);
		}
	}

	/** A number or a text. */
	private static final class TextField extends KeyField {

		private static final int COLUMNS_OF_NUMBERS = 8;
		private static final int COLUMNS_OF_TEXTS = 22;

		private final JTextField field;

		TextField(final ModuleItem<?> key, final String text, final Runnable changed) {
			super(key);
			field = new JTextField(text, isWide() ? COLUMNS_OF_TEXTS : COLUMNS_OF_NUMBERS);
			field.getDocument().addDocumentListener(new TextChangeListener(changed));
		}

		@Override
		JComponent component() {
			return field;
		}

		@Override
		boolean isWide() {
			return key().getType() == String.class;
		}

		@Override
		String text() {
			return field.getText();
		}

		@Override
		void show(final String text) {
			field.setText(text);
		}
	}

	/** Tells of every change of a text. */
	record TextChangeListener(Runnable changed) implements DocumentListener {

		@Override
		public void insertUpdate(final DocumentEvent event) {
			changed.run();
		}

		@Override
		public void removeUpdate(final DocumentEvent event) {
			changed.run();
		}

		@Override
		public void changedUpdate(final DocumentEvent event) {
			// The style, of which there is one.
		}
	}
}
