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

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.model.Channels;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * An image as a network sees it: as the analyst sees it on the screen.
 * <p>
 * It is a row of pictures. Each slice is one, but where the screen lays the channels of a composite over each
 * other, all channels of a position are one picture, in colour. To a network of volumes, the pictures of a
 * channel and a frame are the planes of one volume. Colour tables and display ranges are
 * applied; what is marked on an image (a threshold, a selection, an overlay) is not seen, and functions of
 * calibrated grey levels change nothing. This is the one place that knows how pixels are seen and how
 * what becomes of them is stored; {@code docs/images.md} has it in a table.
 * </p>
 */
public final class ShownImage {

	private final ImagePlus image;
	private final PixelMapping mapping;
	/** Whether the channels of a position are one picture. */
	private final boolean merged;
	/** Whether the slices are the planes of volumes. */
	private final boolean deep;

	private ShownImage(final ImagePlus image, final PixelMapping mapping, final boolean merged) {
		this(image, mapping, merged, false);
	}

	private ShownImage(final ImagePlus image, final PixelMapping mapping, final boolean merged,
		final boolean deep) {
		this.image = image;
		this.mapping = mapping;
		this.merged = merged;
		this.deep = deep;
	}

	/** As the screen shows it. */
	public static ShownImage of(final ImagePlus image) {
		if (PixelType.of(image) == PixelType.RGB)
			return new ShownImage(image, new PixelMapping.RenderedPixelMapping(PixelType.RGB,
				(n, bounds) -> ScreenRenderer.coloured(image, n, bounds), "RGB"), false);
		if (isMerged(image)) return merged((CompositeImage) image);
		return new ShownImage(image, switch (tables(image)) {
			case GREY -> GreyPixelMapping.shown(image, false);
			case INVERTED -> GreyPixelMapping.shown(image, true);
			case GREYS -> new PixelMapping.RenderedPixelMapping(PixelType.GREY_8,
				(n, bounds) -> ScreenRenderer.grey(image, n, bounds),
				"the greys of its lookup table, in 8 bits");
			case COLOURS -> new PixelMapping.RenderedPixelMapping(PixelType.RGB,
				(n, bounds) -> ScreenRenderer.coloured(image, n, bounds),
				"the colours of its lookup table, as RGB");
		}, false);
	}

	/** Numbers that mean what they are, for networks of other things than pictures; one channel. */
	public static ShownImage numbers(final ImagePlus image, final ValueRange range) {
		return new ShownImage(image, GreyPixelMapping.numbers(image, range), false);
	}

	/**
	 * Grey levels as they are stored, for a network that takes these: of one that takes three channels the
	 * image's three, else each slice for itself; colours as the screen shows them.
	 *
	 * @param wanted what the network takes: grey, or colours
	 * @param network its name
	 */
	public static ShownImage levels(final ImagePlus image, final Channels wanted,
		final String network) {
		final boolean grey = wanted.equals(Channels.GREY);
		if (wanted.count() == 3 && image.getNChannels() == 3 && PixelType.of(image) != PixelType.RGB)
			return channels(image, Channels.of(3), network, true);
		final boolean coloured = PixelType.of(image) == PixelType.RGB ||
			!grey && (isMerged(image) || tables(image) == PixelMapping.LutType.COLOURS);
		return coloured ? of(image) : new ShownImage(image, GreyPixelMapping.levels(image), false);
	}

	/**
	 * Its channels as those of a network, which are others than those of a coloured picture.
	 *
	 * @param network its name
	 * @param levels whether it takes grey levels as they are stored
	 * @throws IllegalArgumentException if the image has not as many, and none of these names
	 */
	public static ShownImage channels(final ImagePlus image, final Channels wanted,
		final String network, final boolean levels) {
		final ChannelOrder order = ChannelOrder.of(image, wanted, network);
		return new ShownImage(image, ChannelPixelMapping.of(image, order, wanted.names(), levels),
			true);
	}

	/**
	 * The same for networks of volumes.
	 *
	 * @throws IllegalArgumentException if it has one slice only
	 */
	public ShownImage asVolumes() {
		if (image.getNSlices() > 1) return new ShownImage(image, mapping, merged, true);
		throw new IllegalArgumentException(
			"The network takes volumes, but " + image.getTitle() + " has one slice" +
				(image.getNFrames() > 1
					? " and " + image.getNFrames() +
						" frames; where these are slices, say so (Image > Properties...)."
					: "; open a z-stack."));
	}

	/** Whether slices are the planes of volumes. */
	public boolean isOfVolumes() {
		return deep;
	}

	/** The same image, each picture for itself. */
	ShownImage byPlanes() {
		return new ShownImage(image, mapping, merged);
	}

	private static boolean isMerged(final ImagePlus image) {
		return image.isComposite() && image.getNChannels() > 1 &&
			((CompositeImage) image).getMode() == CompositeImage.COMPOSITE;
	}

	private static ShownImage merged(final CompositeImage image) {
		final int channels = image.getNChannels();
		final int active =
			(int) IntStream.range(0, channels).filter(c -> image.getActiveChannels()[c]).count();
		return new ShownImage(image,
			new PixelMapping.RenderedPixelMapping(PixelType.RGB,
				(n, bounds) -> ScreenRenderer.together(image, slices(image, n), bounds),
				(active == channels ? "all " + channels : active + " of " + channels) +
					" channels in their colours over each other, as RGB"),
			true);
	}

	/** In the mode for greys, no colour table is applied. */
	private static PixelMapping.LutType tables(final ImagePlus image) {
		if (!image.isComposite()) return PixelMapping.LutType.of(ScreenRenderer.table(image, 1));
		if (((CompositeImage) image).getMode() == CompositeImage.GRAYSCALE)
			return PixelMapping.LutType.GREY;
		return Arrays.stream(image.getLuts()).map(PixelMapping.LutType::of)
			.reduce(PixelMapping.LutType::and).orElse(PixelMapping.LutType.GREY);
	}

	/** The same image, each slice for itself. */
	ShownImage bySlices() {
		return new ShownImage(image, mapping, false);
	}

	/** Whether filters keep the image's type and colours. */
	boolean keepsType() {
		return isByChannel() ||
			!merged && (mapping instanceof GreyPixelMapping || PixelType.of(image) == PixelType.RGB);
	}

	/** Whether what filters make of a picture is a slice for each channel of the image. */
	boolean isByChannel() {
		return mapping instanceof ChannelPixelMapping;
	}

	/** The image that is seen. */
	public ImagePlus image() {
		return image;
	}

	/** The number of pictures. */
	public int count() {
		return merged ? image.getNSlices() * image.getNFrames() : image.getStackSize();
	}

	/** The picture on the screen, from 1. */
	public int current() {
		final int[] position = image.convertIndexToPosition(image.getCurrentSlice());
		return merged ? (position[2] - 1) * image.getNSlices() + position[1] : image.getCurrentSlice();
	}

	/**
	 * What the network sees one after the other: the pictures, or of each volume the first one. All that
	 * takes a picture of volumes takes the first, and means the whole volume.
	 */
	public int[] items() {
		return IntStream.rangeClosed(1, count()).filter(picture -> item(picture) == picture).toArray();
	}

	/** The item that a picture belongs to. */
	public int item(final int picture) {
		return planes(picture)[0];
	}

	/** The pictures of the volume that a picture belongs to, or itself. */
	public int[] planes(final int picture) {
		if (!deep) return new int[] { picture };
		final int channels = dimensions()[0];
		final int slices = dimensions()[1];
		final int first = picture - (picture - 1) / channels % slices * channels;
		return IntStream.range(0, slices).map(z -> first + z * channels).toArray();
	}

	/** What lies on a picture, on all planes of a volume: {@code [1, h, w, c]}, of volumes {@code [1, d, h, w, c]}. */
	public Tensor throughPlanes(final Tensor plane) {
		return deep ? volume(Collections.nCopies(dimensions()[1], plane)) : plane;
	}

	private Tensor each(final int picture, final IntFunction<Tensor> read) {
		final List<Tensor> planes = IntStream.of(planes(picture)).mapToObj(read).toList();
		return deep ? volume(planes) : planes.get(0);
	}

	private static Tensor volume(final List<Tensor> planes) {
		final Shape one = planes.get(0).shape();
		return Tensor.batch(planes)
			.reshape(Shape.of(1, planes.size(), one.dimension(1), one.dimension(2), one.dimension(3)));
	}

	/** Channels, slices and frames of the pictures. */
	int[] dimensions() {
		return new int[] { merged ? 1 : image.getNChannels(), image.getNSlices(), image.getNFrames() };
	}

	/** The slices that a picture is made of: indices in the stack, from 1. */
	int[] slices(final int picture) {
		return merged ? slices(image, picture) : new int[] { picture };
	}

	private static int[] slices(final ImagePlus image, final int picture) {
		final int first = (picture - 1) * image.getNChannels();
		return IntStream.rangeClosed(first + 1, first + image.getNChannels()).toArray();
	}

	/** The label of a picture, of several channels all that differ; null if there is none. */
	String label(final int picture) {
		final Set<String> labels =
			Arrays.stream(slices(picture)).mapToObj(image.getStack()::getSliceLabel)
				.filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
		return labels.isEmpty() ? null : String.join(" + ", labels);
	}

	/** The first line of a picture's label; where there is none, the image's title and the picture's number. */
	public String name(final int picture) {
		final String all = label(picture);
		final String label = all == null ? "" : all.lines().findFirst().orElse("").strip();
		return !label.isEmpty() ? label : image.getTitle() + (count() == 1 ? "" : ", slice " + picture);
	}

	/** Of what is seen, and of what filters make of it. */
	public PixelType type() {
		return mapping.type();
	}

	/** How many channels are seen. */
	public int channels() {
		return mapping.channels();
	}

	/** What a value that is seen can be once it is stored. */
	public PixelFormat format() {
		return mapping.format();
	}

	/** What the channels that are seen are called. */
	public List<String> channelNames() {
		return mapping instanceof final ChannelPixelMapping channels ? channels.names()
			: mapping.channels() == 3 ? List.of("red", "green", "blue") : List.of("grey");
	}

	/** How many slices of what a filter gives a picture has. */
	public int planes() {
		return isByChannel() ? image.getNChannels() : 1;
	}

	/** What is seen as darkest and brightest of a picture, counted from 1. */
	public ValueRange range(final int picture) {
		return mapping.range(picture);
	}

	/** The picture on the screen. */
	public Pixels read() {
		return read(item(current()), Region.whole(image));
	}

	/**
	 * What is seen of a part of a picture.
	 *
	 * @param picture counted from 1
	 * @return {@code [1, h, w, c]}, of a volume {@code [1, d, h, w, c]}, one channel for grey, three
	 *         for colours, or those that the network takes
	 * @throws IllegalArgumentException if a value is not a finite number, and where in the whole image
	 */
	public Pixels read(final int picture, final Region region) {
		checkFinite(picture, region);
		return new Pixels(each(picture, plane -> mapping.read(plane, region)), range(picture));
	}

	/** @throws IllegalArgumentException if a value in the region is not a finite number, and where it is */
	public void checkFinite(final int picture, final Region region) {
		for (final int plane : planes(picture))
			for (final int slice : slices(plane))
				ImagePixels.checkFinite(image, slice, region);
	}

	/**
	 * A whole picture as filters give it, in this {@link #type()}: with other values within a region, and as
	 * it was wherever they are as they were: one slice, or one for each channel of the image.
	 *
	 * @param changed of the shape of what is seen there
	 */
	public List<ImageProcessor> with(final int picture, final Region region, final Tensor changed) {
		return mapping.write(picture, region, changed);
	}

	/**
	 * The same of all planes of a volume; of a picture one.
	 *
	 * @param changed of the shape of what is seen there
	 */
	public List<ImageProcessor> planesWith(final int picture, final Region region,
		final Tensor changed) {
		final StackPlanes planes = new StackPlanes(this, new int[] { picture });
		final List<Tensor> cut = planes.cut(List.of(changed));
		final int[] pictures = planes.pictures();
		return IntStream.range(0, pictures.length).boxed()
			.flatMap(z -> with(pictures[z], region, cut.get(z)).stream()).toList();
	}

	/**
	 * By how much a picture as a filter gave it is another one than what is seen.
	 *
	 * @param region where it may be
	 * @return of the whole picture, {@code [1, h, w, c]}
	 */
	public Tensor change(final int picture, final Region region,
		final List<ImageProcessor> filtered) {
		final Tensor before = mapping.read(picture, region);
		return region.amongZeros(
			mapping.read(picture, filtered.stream().map(region::crop).toList()).plus(before, -1));
	}

	/** 1 for each value that is seen as it is, 0 where the display range cuts it: {@code [1, h, w, c]}. */
	public Tensor unclipped(final int picture, final Region region) {
		return each(picture, plane -> mapping.unclipped(plane, region));
	}

	/** The picture on the screen in its 256 levels: RGB where there are colours, else 8-bit. */
	public ImageProcessor displayed() {
		final Region whole = Region.whole(image);
		final boolean painted = mapping instanceof PixelMapping.RenderedPixelMapping;
		return painted ? type().processor(mapping.read(current(), whole))
			: ScreenRenderer.grey(image, current(), whole.bounds());
	}

	/** How it is seen, in one line. */
	public String description() {
		return mapping.description();
	}

	/** What is to be said where filters make another type of it; empty where they keep it. */
	public Optional<String> conversion() {
		return keepsType() ? Optional.empty() : Optional
			.of("The network sees " + description() + ", so what is made of the image is of that type.");
	}
}
