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

import ij.ImagePlus;
import ij.WindowManager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.cli.Main;
import org.gradiscope.imagej.ImageFiles;

/** The pictures of the lecture pages: of each macro the figure that it ends with. */
public final class LectureFigures {

	/** Where the macros are, in Gradiscope's folder. */
	public static final Path MACROS = Path.of("docs", "examples", "lectures");
	/** Where the pictures are. */
	public static final Path PICTURES = Path.of("docs", "lectures", "images");

	private static final String EXTENSION = ".ijm";
	/** What the titles of figures begin with. */
	private static final String FIGURE = "figure: ";

	private LectureFigures() {}

	/** Arguments: the folder of Gradiscope, and the names of macros; without names all. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		HeadlessMacros.install();
		final Path root = Path.of(arguments[0]).toAbsolutePath();
		Files.createDirectories(root.resolve(PICTURES));
		final List<String> names = List.of(arguments).subList(1, arguments.length);
		for (final String name : names.isEmpty() ? names(root) : names) {
			HeadlessMacros.run(macro(root, name), root.toString());
			final Path picture = root.resolve(PICTURES).resolve(name + ".jpg");
			Files.write(picture, ImageFiles.bytes(figure(), "jpg"));
			System.out.println(picture);
			closeAll();
		}
		System.exit(Main.DONE);
	}

	/** The names of all demos, in alphabetical order. */
	public static List<String> names(final Path root) throws IOException {
		try (Stream<Path> files = Files.list(root.resolve(MACROS))) {
			return files.map(file -> file.getFileName().toString())
				.filter(name -> name.endsWith(EXTENSION))
				.map(name -> name.substring(0, name.length() - EXTENSION.length())).sorted().toList();
		}
	}

	/** The macro of a demo. */
	public static Path macro(final Path root, final String name) {
		return root.resolve(MACROS).resolve(name + EXTENSION);
	}

	/** The figure that a macro has just made. */
	public static ImagePlus figure() {
		return open().filter(image -> image.getTitle().startsWith(FIGURE)).findFirst().orElseThrow(
			() -> new IllegalStateException("The macro made no figure; the open images are " +
				open().map(ImagePlus::getTitle).toList() + "."));
	}

	/** Closes all images. */
	public static void closeAll() {
		open().forEach(image -> {
			image.changes = false;
			image.close();
		});
	}

	private static Stream<ImagePlus> open() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? Stream.of() : Arrays.stream(ids).mapToObj(WindowManager::getImage);
	}
}
