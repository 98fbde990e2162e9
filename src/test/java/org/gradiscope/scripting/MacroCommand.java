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

package org.gradiscope.scripting;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.plugin.PlugIn;

import java.awt.HeadlessException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.gradiscope.command.DeepDream;
import org.gradiscope.command.Keys;
import org.junit.jupiter.api.Assertions;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/**
 * Stands in for Fiji where a macro runs Deep Dream: the keys of the macro become inputs of the command,
 * and the image that is current becomes its image.
 */
public final class MacroCommand implements PlugIn {

	private static final String ENTRY = "Deep Dream...";

	private static Fiji fiji;

	/** From now on macros find it. */
	static void install(final Fiji running) {
		fiji = running;
		// ImageJ makes the table when it is first asked to run something, and headless stops at the menus.
		if (Menus.getCommands() == null)
			Assertions.assertThrows(HeadlessException.class, () -> IJ.run(ENTRY));
		put(MacroCommand.class.getName());
	}

	@SuppressWarnings("unchecked")
	private static void put(final String plugin) {
		Menus.getCommands().put(ENTRY, plugin);
	}

	static void uninstall() {
		Menus.getCommands().remove(ENTRY);
	}

	@Override
	public void run(final String argument) {
		final String options = Macro.getOptions();
		final List<Object> inputs = new ArrayList<>(List.of("input", IJ.getImage()));
		for (final ModuleItem<?> key : Keys.of(new CommandInfo(DeepDream.class))) {
			final String value = Macro.getValue(options, key.getName(), null);
			if (value != null) inputs.addAll(List.of(key.getName(), value));
		}
		try {
			fiji.run(DeepDream.class, inputs.toArray());
		}
		catch (final ExecutionException | InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}
}
