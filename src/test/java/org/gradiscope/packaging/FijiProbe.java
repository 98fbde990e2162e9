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

package org.gradiscope.packaging;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/**
 * What is Fiji's own in a Fiji: finds the command by its menu entry, as the menus are filled, and runs
 * it: {@code IMAGE RESULT}.
 */
public final class FijiProbe {

	private static final String ENTRY = "Plugins > Gradiscope > Saliency Map...";

	private FijiProbe() {}

	public static void main(final String... arguments) throws Exception {
		final Context context = new Context();
		final CommandService commands = context.service(CommandService.class);
		final CommandInfo found = commands.getCommands().stream()
			.filter(c -> ENTRY.equals(c.getMenuPath().getMenuString())).findFirst().orElseThrow();
		final CommandModule module =
			commands.run(found, true, "input", IJ.openImage(arguments[0]), "view", "map").get();
		new FileSaver((ImagePlus) module.getOutput("output")).saveAsTiff(arguments[1]);
		context.dispose();
		System.exit(0);
	}
}
