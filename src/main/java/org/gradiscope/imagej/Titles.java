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

package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

import java.util.HashSet;
import java.util.Set;

import org.gradiscope.model.PrintableText;

/** The titles of results. */
public final class Titles {

	/** What users write to leave the title to the command. */
	public static final String AUTO = "auto";

	private Titles() {}

	/**
	 * @param wanted {@value #AUTO} or empty, or the title that the user gives
	 * @param automatic the title for {@value #AUTO}
	 * @return one that no open image has: {@code -1}, {@code -2}, ... is added if need be
	 */
	public static String unique(final String wanted, final String automatic) {
		final String title = WindowManager.makeUniqueName(of(wanted, automatic));
		// A macro finds its images by their titles; a program has them at hand.
		if (Interpreter.getInstance() == null) return title;
		final Set<String> taken = taken();
		String unique = title;
		for (int n = 1; taken.contains(unique); n++)
			unique = title + "-" + n;
		return unique;
	}

	/** Those of all images, also of a macro's that has no windows, which ImageJ passes over. */
	private static Set<String> taken() {
		final Set<String> taken = new HashSet<>();
		final int[] images = WindowManager.getIDList();
		if (images != null) for (final int id : images) {
			final ImagePlus image = WindowManager.getImage(id);
			if (image != null) taken.add(image.getTitle());
		}
		return taken;
	}

	/** The same, whether or not an image has it: a table replaces the one of its title. */
	public static String of(final String wanted, final String automatic) {
		final boolean auto = wanted == null || wanted.isBlank() || wanted.equalsIgnoreCase(AUTO);
		return PrintableText.line(auto ? automatic : wanted.trim());
	}

	/** The title of an image without its file extension. */
	public static String stem(final ImagePlus image) {
		return image.getTitle().replaceFirst("(?<=.)\\.[A-Za-z]{1,5}$", "");
	}
}
