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

import javax.swing.JComponent;

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
}
