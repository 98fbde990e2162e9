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

package org.gradiscope.imagej.file;

import ij.gui.Roi;
import ij.io.RoiDecoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The selections that ImageJ saves: one as {@code .roi}, those of the ROI Manager as {@code .zip}. */
public final class RoiFiles {

	private static final String ONE = ".roi";
	private static final String SEVERAL = ".zip";

	private RoiFiles() {}

	/** Whether the name is that of such a file. */
	public static boolean isNamed(final String path) {
		final String name = path.toLowerCase(Locale.ROOT);
		return name.endsWith(ONE) || name.endsWith(SEVERAL);
	}

	/** @throws IOException if the file cannot be read, or holds no selection */
	public static List<Roi> read(final Path file) throws IOException {
		final List<Roi> rois = new ArrayList<>();
		if (file.toString().toLowerCase(Locale.ROOT).endsWith(ONE))
			rois.add(decoded(Files.readAllBytes(file), file.getFileName().toString(), file));
		else try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				if (entry.getName().toLowerCase(Locale.ROOT).endsWith(ONE))
					rois.add(decoded(zip.readAllBytes(), entry.getName(), file));
		}
		if (!rois.isEmpty()) return rois;
		throw new IOException("The file " + file + " has no selection in it; give one that ImageJ's " +
			"ROI Manager saved (More > Save...), or a " + ONE + " file.");
	}

	private static Roi decoded(final byte[] bytes, final String name, final Path file)
		throws IOException {
		try {
			final Roi roi = new RoiDecoder(bytes, name).getRoi();
			if (roi != null) return roi;
		}
		catch (final IOException | RuntimeException e) {
			throw damaged(name, file, e);
		}
		throw damaged(name, file, null);
	}

	private static IOException damaged(final String name, final Path file, final Exception cause) {
		return new IOException(
			"The selection " + name + " of " + file + " is damaged or none of ImageJ's; save it anew.",
			cause);
	}
}
