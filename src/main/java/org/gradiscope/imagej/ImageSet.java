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
import ij.measure.Calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.imagej.file.ImageFileReader;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;

/** The images of a command that takes many: slices of a stack, or the files of a folder. */
public final class ImageSet {

	private final String title;
	private final List<LabelledImages.ImageName> names;
	/** The images of each name, all with its label. */
	private final IntFunction<List<Read>> reader;
	/** Of what was read so far. */
	private final Set<ValueRange> ranges = new HashSet<>();

	/** How many files could not be read, as far as they were tried. */
	private final IntSupplier failures;

	/**
	 * Where an image is from.
	 *
	 * @param image the name of the stack, or of the file from the folder on
	 * @param slice of it, from 1
	 * @param left where what was read begins in it, in pixels
	 * @param top where what was read begins in it, in pixels
	 * @param calibration what its pixels measure
	 */
	public record Origin(String image, int slice, int left, int top, Calibration calibration) {

		private static Origin of(final ImagePlus image, final String name, final int slice,
			final Region region) {
			return new Origin(name, slice, region.left(), region.top(), image.getCalibration());
		}
	}

	private record Read(Pixels image, PixelFormat format, Origin origin) {}

	private ImageSet(final String title, final List<LabelledImages.ImageName> names,
		final IntFunction<List<Read>> reader, final IntSupplier failures) {
		this.title = title;
		this.names = names;
		this.reader = reader;
		this.failures = failures;
	}

	/**
	 * Pictures of a stack, or what is selected of them; each is called by its label, or else its number.
	 *
	 * @param pictures counted from 1
	 * @throws IllegalArgumentException if a value is not a finite number
	 */
	public static ImageSet stack(final ShownImage stack, final int[] pictures) {
		return stack(stack, pictures, Region.of(stack.image()));
	}

	/** The same of another region than what is selected. */
	public static ImageSet stack(final ShownImage stack, final int[] pictures, final Region region) {
		final List<LabelledImages.ImageName> names = new ArrayList<>();
		for (final int picture : pictures) {
			stack.checkFinite(picture, region);
			names.add(name(stack, picture));
		}
		return new ImageSet(
			Titles.stem(stack.image()), names, n -> List.of(new Read(stack.read(pictures[n], region),
				stack.format(), Origin.of(stack.image(), Titles.stem(stack.image()), pictures[n], region))),
			() -> 0);
	}

	private static LabelledImages.ImageName name(final ShownImage stack, final int picture) {
		final String title = Titles.stem(stack.image());
		final String all = stack.label(picture);
		final String label = all == null ? "" : all.lines().findFirst().orElse("").strip();
		final String number = String.valueOf(picture);
		if (!label.isEmpty())
			return new LabelledImages.ImageName(label, title, List.of(label, stem(label), number));
		return new LabelledImages.ImageName(stack.count() == 1 ? title : "slice " + number, title,
			List.of(number, title));
	}

	/** Without a word about what cannot be read. */
	static ImageSet folder(final String text, final Function<ImagePlus, ShownImage> seen) {
		return folder(text, seen, line -> {});
	}

	/**
	 * The images of a folder and of the folders in it, or what a glob matches; of a stack all slices, by
	 * the file's name unless the text is one file. Files that cannot be read are left out, but counted.
	 *
	 * @param seen how an image is seen
	 * @param say told of what is left out or converted, a line each
	 * @throws UncheckedIOException if there is none
	 */
	public static ImageSet folder(final String text, final Function<ImagePlus, ShownImage> seen,
		final Consumer<String> say) {
		final ImageSearchResult found = found(text);
		try {
			final List<Path> files = found.readable(say).images();
			final int unreadable = found.images().size() - files.size();
			return folder(text, files, seen, (n, name) -> read(files.get(n), name, seen),
				() -> unreadable);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	/**
	 * The same for sets of any size: no file is read before it is needed. One that cannot be read then has no
	 * image.
	 */
	public static ImageSet streamed(final String text, final Function<ImagePlus, ShownImage> seen,
		final Consumer<String> say) {
		final ImageSearchResult found = found(text);
		found.leftOut().ifPresent(say);
		final List<Path> files = found.images();
		final FileStream stream = new FileStream(say);
		return folder(text, files, seen,
			(n, name) -> stream.read(files.get(n), file -> read(file, name, image -> {
				ImageFileReader.notes(image, file).forEach(stream::tell);
				return seen.apply(image);
			})), stream::failures);
	}

	private static ImageSearchResult found(final String text) {
		try {
			return ImagePaths.searchDeep(text);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	/** @param reader given which file, and what it is called from the folder on */
	private static ImageSet folder(final String text, final List<Path> files,
		final Function<ImagePlus, ShownImage> seen,
		final BiFunction<Integer, String, List<Read>> reader, final IntSupplier failures) {
		if (!ImagePaths.areSeveral(text)) return stack(seen.apply(opened(files.get(0))));
		final Path folder =
			ImagePaths.isFolder(text) ? Path.of(text) : files.get(0).toAbsolutePath().getParent();
		final List<LabelledImages.ImageName> names =
			files.stream().map(file -> name(folder, file)).toList();
		return new ImageSet(String.valueOf(folder.toAbsolutePath().normalize().getFileName()), names,
			n -> reader.apply(n, names.get(n).keys().get(0)), failures);
	}

	private static ImagePlus opened(final Path file) {
		try {
			return ImageFileReader.open(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	private static ImageSet stack(final ShownImage stack) {
		return stack(stack, SliceSelection.ALL.of(stack));
	}

	private static LabelledImages.ImageName name(final Path folder, final Path file) {
		final String name = String.valueOf(file.getFileName());
		final String within = folder.toAbsolutePath().relativize(file.toAbsolutePath()).toString();
		return new LabelledImages.ImageName(name,
			String.valueOf(file.toAbsolutePath().normalize().getParent().getFileName()),
			List.of(within.replace('\\', '/'), name, stem(name)));
	}

	private static String stem(final String name) {
		return name.replaceFirst("(?<=.)\\.[A-Za-z]{1,5}$", "");
	}

	private static List<Read> read(final Path file, final String name,
		final Function<ImagePlus, ShownImage> seen) {
		try {
			final ShownImage image = seen.apply(opened(file));
			final Region whole = Region.whole(image.image());
			return Arrays.stream(SliceSelection.ALL.of(image))
				.mapToObj(picture -> new Read(image.read(picture, whole), image.format(),
					Origin.of(image.image(), name, picture, whole)))
				.toList();
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("The file " + file + ": " + e.getMessage(), e);
		}
	}

	/** All images, one after the other, each read when it is needed. */
	public Iterable<Pixels> all() {
		return () -> IntStream.range(0, names.size()).boxed().flatMap(part -> read(part).stream())
			.iterator();
	}

	/** What it is called: as the stack, or the folder. */
	public String title() {
		return title;
	}

	/** How many files could not be read, as far as they were tried. */
	public int failures() {
		return failures.getAsInt();
	}

	/** Where the images of a name are from; it is read for that. */
	public List<Origin> origins(final int part) {
		return reader.apply(part).stream().map(Read::origin).toList();
	}

	/** The images of a name, as the network has them. */
	public List<Pixels> read(final int part) {
		return reader.apply(part).stream().peek(read -> ranges.add(read.image().range()))
			.map(Read::image).toList();
	}

	/** What the images are called. */
	public List<LabelledImages.ImageName> names() {
		return names;
	}

	/** The value range of all images that were read; none if there are several. */
	public Optional<ValueRange> range() {
		return ranges.size() == 1 ? Optional.of(ranges.iterator().next()) : Optional.empty();
	}

	/** The images as the network has them, none with a label. */
	public LabelledImages examples() {
		return examples(null);
	}

	/** @param labels one for each name; null if each is what the network says */
	public LabelledImages examples(final int[] labels) {
		return new LabelledImages() {

			@Override
			public int count() {
				return names.size();
			}

			@Override
			public List<LabelledImages.LabelledImage> read(final int part) {
				return reader.apply(part).stream().peek(read -> ranges.add(read.image().range()))
					.map(read -> new LabelledImages.LabelledImage(read.image(),
						labels == null ? LabelledImages.LabelledImage.AS_PREDICTED : labels[part],
						read.format()))
					.toList();
			}
		};
	}
}
