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

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;

import org.gradiscope.files.StandIns;

/**
 * Reads image files without trust: what is cut off, damaged or of another kind is refused in one line.
 * ImageJ reads its own stacks, DICOM and FITS; all else is read here or by readers of ImageIO.
 */
public final class ImageFileReader {

	private static final String NOTES = "Gradiscope.notes";

	private ImageFileReader() {}

	/** Whether a file begins, or is named, like an image; what is not a regular file does not. */
	public static boolean isImage(final Path file) {
		try {
			return Files.isRegularFile(file) &&
				(ImageFormat.isNamed(file) || ImageFormat.of(file).isPresent());
		}
		catch (final IOException e) {
			return ImageFormat.isNamed(file);
		}
	}

	/** What was converted or left out as an image was read, a line each that names the file. */
	public static List<String> notes(final ImagePlus image, final Path file) {
		return image.getProperty(NOTES) instanceof final ConversionNotes notes
			? notes.all().stream().map(note -> "Of " + file + ": " + note + ".").toList() : List.of();
	}

	/** @throws IOException in one line that names the file, if it cannot be read as an image */
	public static ImagePlus open(final Path file) throws IOException {
		if (!Files.exists(file)) throw new IOException("There is no file " + file + ".");
		// A pipe would be waited for.
		if (!Files.isRegularFile(file)) throw new IOException(file + " is not a file, but a " +
			(Files.isDirectory(file) ? "folder" : "pipe or device") + ".");
		if (!Files.isReadable(file))
			throw new IOException("The file " + file + " cannot be read: there is no right to.");
		final Optional<String> other = StandIns.of(file);
		if (other.isPresent()) throw new IOException("The file " + file + " is " + other.get() + ".");
		try {
			final ImageFormat kind =
				ImageFormat.of(file).orElseThrow(() -> new IOException("The file " + file +
					" is not an image that ImageJ reads: TIFF, PNG, JPEG, GIF, BMP, DICOM, FITS or PGM."));
			final ConversionNotes notes = new ConversionNotes();
			final ImagePlus image = open(file, kind, notes);
			image.setProperty(NOTES, notes);
			return image;
		}
		catch (final IOException e) {
			if (String.valueOf(e.getMessage()).startsWith("The file ")) throw e;
			throw new IOException(
				"The file " + file + " cannot be read as an image: " + e.getMessage() + ".", e);
		}
		catch (final ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException
			| java.nio.BufferUnderflowException e) {
			throw new IOException("The file " + file + " cannot be read as an image: it is damaged.", e);
		}
	}

	/**
	 * The image that a file of such content would be.
	 *
	 * @param content TIFF, PNG, JPEG, GIF, BMP or PNM
	 */
	public static ImagePlus open(final byte[] content, final String title) throws IOException {
		final ImageFormat kind = ImageFormat.of(content)
			.orElseThrow(() -> new IOException(title + " is not in a readable image format."));
		if (kind != ImageFormat.TIFF) return picture(kind, content, title, new ConversionNotes());
		try (FileBytes bytes = FileBytes.of(content)) {
			return TiffReader.open(bytes, title, new ConversionNotes());
		}
	}

	private static ImagePlus open(final Path file, final ImageFormat kind,
		final ConversionNotes notes) throws IOException {
		final String title = String.valueOf(file.getFileName());
		return switch (kind) {
			case TIFF -> tiff(file, title, notes);
			case ZIP -> zip(file, title, notes);
			case DICOM, FITS -> byImageJ(file);
			default -> picture(kind, content(file), title, notes);
		};
	}

	private static byte[] content(final Path file) throws IOException {
		MemoryCheck.check(2 * Files.size(file));
		return Files.readAllBytes(file);
	}

	private static ImagePlus picture(final ImageFormat kind, final byte[] content, final String title,
		final ConversionNotes notes) throws IOException {
		final List<ImageProcessor> slices = switch (kind) {
			case PNG -> ImageIoFormats.png(content, notes);
			case JPEG -> List.of(ImageIoFormats.jpeg(content, notes));
			case GIF -> ImageIoFormats.gif(content, notes);
			case BMP -> ImageIoFormats.bmp(content, notes);
			default -> Pnm.read(content);
		};
		final ImageStack stack = new ImageStack();
		for (final ImageProcessor slice : slices)
			stack.addSlice(slice);
		final boolean deep = slices.size() == 3 && slices.get(0).getBitDepth() == 16;
		return CompositeImages.image(title, stack, deep ? 3 : 1, deep);
	}

	private static ImagePlus tiff(final Path file, final String title, final ConversionNotes notes)
		throws IOException {
		try (FileBytes bytes = FileBytes.of(file)) {
			if (!isOwn(bytes, file)) return TiffReader.open(bytes, title, notes);
		}
		return byImageJ(file);
	}

	/**
	 * Whether ImageJ has written a file and surely reads all of it: it is not compressed, and as long as
	 * it has to be.
	 */
	private static boolean isOwn(final FileBytes bytes, final Path file) throws IOException {
		final List<TiffDirectory> all = TiffDirectory.all(bytes);
		if (!TiffReader.isByImageJ(all.get(0).description())) return false;
		final Map<TiffPage, Integer> pages = TiffReader.pages(bytes, all, new ConversionNotes());
		final TiffPage first = pages.keySet().iterator().next();
		final boolean kind =
			first.format() == TiffPage.WHOLE && (first.bits() == 8 || first.bits() == 16) ||
				first.format() == TiffPage.FLOAT && first.bits() == 32;
		long memory = 0;
		for (final TiffPage page : pages.keySet())
			memory += TiffSamples.memory(page);
		MemoryCheck.check(memory);
		return first.compression() == 1 && !first.isTiled() && kind &&
			pages.size() == TiffReader.images(first) && bytes.start(4)[2] != 43 &&
			bytes.start(4)[3] != 43 && isNamed(file);
	}

	/** Whether a path comes back from its text; else ImageJ cannot open it. */
	private static boolean isNamed(final Path file) {
		try {
			return Path.of(file.toString()).equals(file);
		}
		catch (final java.nio.file.InvalidPathException e) {
			return false;
		}
	}

	private static ImagePlus zip(final Path file, final String title, final ConversionNotes notes)
		throws IOException {
		try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
			zip.getNextEntry();
			final long most = Runtime.getRuntime().maxMemory() / 4;
			final byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most));
			if (zip.read() >= 0)
				throw new IOException("the image in it takes more than " + (most >> 20) + " MB; unpack it");
			try (FileBytes bytes = FileBytes.of(content)) {
				return TiffReader.open(bytes, title, notes);
			}
		}
	}

	/** ImageJ prints what it cannot open, and fills what is missing with zeros. */
	private static synchronized ImagePlus byImageJ(final Path file) throws IOException {
		final PrintStream before = System.out;
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
		ImagePlus image = null;
		try {
			IJ.redirectErrorMessages();
			final Opener opener = new Opener();
			opener.setSilentMode(true);
			image = opener.openImage(file.toAbsolutePath().toString());
		}
		catch (final RuntimeException e) {
			throw new IOException("it is damaged (" + e + ")", e);
		}
		finally {
			IJ.redirectErrorMessages(false);
			System.setOut(before);
		}
		if (image == null || image.getWidth() == 0) throw new IOException("ImageJ does not read it");
		checkWhole(file, image);
		return image;
	}

	private static void checkWhole(final Path file, final ImagePlus image) throws IOException {
		final Optional<FileInfo> read = Optional.ofNullable(image.getOriginalFileInfo());
		if (read.isEmpty() || read.get().compression > FileInfo.COMPRESSION_NONE) return;
		final FileInfo info = read.get();
		final long needed = info.getOffset() +
			(long) info.width * info.height * info.getBytesPerPixel() * Math.max(1, info.nImages);
		if (Files.size(file) < needed) throw new IOException("it is truncated: its pixels take " +
			needed + " bytes, but the file has " + Files.size(file));
	}
}
