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

package org.gradiscope.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.gradiscope.cli.Main;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tools.ContactSheet.Panel;

/** The picture and the figures of the page on defences: the naive attack beside the adaptive one. */
public final class DefenceSheet {

	private static final int SIDE = 64;
	/** Drawings of each class. */
	private static final int EACH = 10;
	private static final int HEIGHT = 380;
	private static final List<String> SHOWN = List.of("bits:3", "median:3");
	/** In the table alone. */
	private static final List<String> COUNTED = List.of("jpeg:75", "tv:0.1", "resize");

	private final Path folder;

	private DefenceSheet(final Path folder) {
		this.folder = folder;
	}

	/** Argument: the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final DefenceSheet sheet = new DefenceSheet(Files.createDirectories(Path.of(arguments[0])));
		final Path drawings = sheet.folder.resolve("drawings.tif");
		ImageFiles.write(Drawings.ofEveryClass(SIDE, EACH), "tif", drawings);
		final List<Panel> panels = new ArrayList<>();
		for (final String defence : SHOWN)
			panels.add(new Panel(defence + ", " + EACH * Pattern.values().length + " drawings",
				sheet.curves(drawings, defence, "0,1,2,4,6,8")));
		System.out.println(
			ContactSheet.write(List.of(panels), HEIGHT, sheet.folder.resolve("defence-curves.jpg")));
		for (final String defence : COUNTED)
			sheet.curves(drawings, defence, "0,4");
		System.exit(Main.DONE);
	}

	/** @return the curves; the table beside them has the figures */
	private Path curves(final Path drawings, final String defence, final String epsilons) {
		final String stem = defence.replace(':', '-');
		CommandExample.run("robustness-curve", "input=" + drawings, "methods=pgd", "defence=" + defence,
			"epsilons=" + epsilons, "output=" + folder.resolve(stem + ".csv"));
		return folder.resolve(stem + "-curves.tif");
	}
}
