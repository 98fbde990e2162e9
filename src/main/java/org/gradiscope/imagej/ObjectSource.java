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
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.gradiscope.attribution.objects.ObjectMap;
import org.gradiscope.attribution.objects.Slic;
import org.gradiscope.imagej.file.RoiFiles;

/** Where the objects of an image come from, as users write it; files are read once for all slices. */
public final class ObjectSource {

	/** The selections of the overlay; where there is none those of the ROI Manager; else superpixels. */
	public static final String AUTO = "auto";

	/** Where areas are looked for, in words. */
	private static final String OVERLAY = "the overlay";
	private static final String MANAGER = "the ROI Manager";

	private final BiFunction<Integer, Region, ImageObjects> objects;

	/** @param objects by the picture, from 1, and the region that the network sees */
	private ObjectSource(final BiFunction<Integer, Region, ImageObjects> objects) {
		this.objects = objects;
	}

	/**
	 * @param picture of the image, from 1
	 * @param region of which the network sees the bounds
	 * @throws IllegalArgumentException if there is no object
	 */
	public ImageObjects of(final int picture, final Region region) {
		return objects.apply(picture, region);
	}

	/**
	 * @param text {@value #AUTO}, {@code overlay}, {@code manager}, {@code slic}, {@code grid}, the path of a {@code .roi} or
	 *          {@code .zip} file, or a label image or mask: the title or ID of an open one, or a path
	 * @param pieces about how many superpixels or squares
	 * @param say told what is assumed, a line each
	 * @throws UncheckedIOException if a file cannot be read
	 */
	public static ObjectSource of(final String text, final ShownImage image, final int pieces,
		final Consumer<String> say) {
		return switch (text.strip().toLowerCase(Locale.ROOT)) {
			case AUTO -> automatic(image, pieces, say);
			case "overlay" -> selections(overlay(image.image()), image, OVERLAY);
			case "manager" -> selections(managed(), image, MANAGER);
			case "slic" -> slic(image, pieces);
			case "grid" -> new ObjectSource((picture, region) -> ImageObjects
				.of(ObjectMap.grid(region.height(), region.width(), pieces), region, "square"));
			default ->
				RoiFiles.isNamed(text) ? selections(read(Path.of(text.strip())), image, text.strip())
					: labels(ImageLookup.find(text.strip(), say), image);
		};
	}

	private static ObjectSource automatic(final ShownImage image, final int pieces,
		final Consumer<String> say) {
		if (overlay(image.image()).stream().anyMatch(ImageObjects::isObject))
			return selections(overlay(image.image()), image, OVERLAY);
		if (managed().stream().anyMatch(ImageObjects::isObject))
			return selections(managed(), image, MANAGER);
		say.accept("No areas are in the overlay" +
			(GraphicsEnvironment.isHeadless() ? "" : " or the ROI Manager") +
			", so the objects are superpixels; objects= says others.");
		return slic(image, pieces);
	}

	private static ObjectSource slic(final ShownImage image, final int pieces) {
		final Slic slic = new Slic(pieces);
		return new ObjectSource((picture, region) -> ImageObjects
			.of(slic.of(image.read(picture, region)), region, "superpixel"));
	}

	private static ObjectSource selections(final List<Roi> rois, final ShownImage image,
		final String where) {
		return new ObjectSource((picture, region) -> {
			final List<Roi> there = rois.stream().filter(roi -> isOn(roi, image, picture)).toList();
			if (there.isEmpty()) throw new IllegalArgumentException("Objects are areas in " + where +
				", but it has none" + (rois.isEmpty() ? "" : " on slice " + picture) +
				"; add some, or take objects=slic, grid or a label image.");
			return ImageObjects.of(there, image.image().getWidth(), image.image().getHeight())
				.within(region);
		});
	}

	/** Whether a selection is seen with a picture: a position of 0 is any. */
	private static boolean isOn(final Roi roi, final ShownImage image, final int picture) {
		return Arrays.stream(image.slices(picture)).anyMatch(slice -> {
			if (!roi.hasHyperStackPosition()) return roi.getPosition() == 0 || roi.getPosition() == slice;
			final int[] at = image.image().convertIndexToPosition(slice);
			return is(roi.getCPosition(), at[0]) && is(roi.getZPosition(), at[1]) &&
				is(roi.getTPosition(), at[2]);
		});
	}

	private static boolean is(final int position, final int here) {
		return position == 0 || position == here;
	}

	private static List<Roi> overlay(final ImagePlus image) {
		return image.getOverlay() == null ? List.of() : List.of(image.getOverlay().toArray());
	}

	/** None where there are no windows: the ROI Manager is one. */
	private static List<Roi> managed() {
		if (GraphicsEnvironment.isHeadless()) return List.of();
		final RoiManager manager = RoiManager.getInstance2();
		return manager == null ? List.of() : List.of(manager.getRoisAsArray());
	}

	private static List<Roi> read(final Path file) {
		try {
			return RoiFiles.read(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	/** A label image of one slice is that of all slices. */
	private static ObjectSource labels(final ImagePlus labels, final ShownImage image) {
		if (labels.getStackSize() != 1 && labels.getStackSize() != image.image().getStackSize() &&
			labels.getStackSize() != image.count())
			throw new IllegalArgumentException("A label image has one slice, or as many as the image (" +
				image.count() + "), but " + labels.getTitle() + " has " + labels.getStackSize() + ".");
		return new ObjectSource((picture, region) -> {
			region.checkSame(labels);
			final int slice = labels.getStackSize() == 1 ? 1
				: labels.getStackSize() == image.count() ? picture : image.slices(picture)[0];
			return ImageObjects.of(labels.getStack().getProcessor(slice)).within(region);
		});
	}
}
