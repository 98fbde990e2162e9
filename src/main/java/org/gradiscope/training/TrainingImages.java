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

package org.gradiscope.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.robustness.LabelledImages;
import org.gradiscope.attack.robustness.LabelledImages.LabelledImage;
import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Memory;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/**
 * All images of a training, in memory. They go through a network in batches, so they are of one size:
 * that of most of them, to which the others are resized.
 *
 * @param examples all
 * @param parts of which part of what was read each is: the slices of one file are of one part
 * @param format what they are saved as
 * @param resized how many are not as they were
 */
public record TrainingImages(Examples examples, int[] parts, PixelFormat format, int resized) {

	/**
	 * Reads them.
	 *
	 * @throws IllegalArgumentException if there are none, if they differ in more than their sizes, or if they
	 *           take more memory than Java has
	 */
	public static TrainingImages read(final LabelledImages images, final Cancellation canceled) {
		final List<LabelledImage> all = new ArrayList<>();
		final List<Integer> parts = new ArrayList<>();
		long size = 0;
		for (int part = 0; part < images.count(); part++)
			for (final LabelledImage image : images.read(part)) {
				canceled.check();
				if (!all.isEmpty()) check(all.get(0).image(), image.image());
				all.add(image);
				parts.add(part);
				size += (long) Float.BYTES * image.image().values().size();
				requireRoom(size * images.count() / (part + 1), images.count());
			}
		if (all.isEmpty())
			throw new IllegalArgumentException("Training needs images, but there are none.");
		return of(all, parts);
	}

	/** As many again are kept in batches, and half of Java's memory is for all else. */
	private static void requireRoom(final long size, final int count) {
		final long room = Runtime.getRuntime().maxMemory() / 4;
		if (size > room) throw new IllegalArgumentException("The " + count + " images take about " +
			Memory.text(size) + " in memory, and there is room for " + Memory.text(room) +
			"; make them smaller, take fewer, or give Java more memory.");
	}

	private static void check(final Pixels first, final Pixels other) {
		if (!first.range().equals(other.range()) || first.channels() != other.channels())
			throw new IllegalArgumentException(
				"Training needs images of one type, but there are some of " + first.channels() +
					" channels in " + first.range() + " and some of " + other.channels() + " in " +
					other.range() + "; convert them.");
	}

	private static TrainingImages of(final List<LabelledImage> all, final List<Integer> parts) {
		final Map<Shape, Long> counts = all.stream().map(image -> image.image().shape())
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
		final Shape usual = counts.entrySet().stream()
			.max(Map.Entry.<Shape, Long>comparingByValue().thenComparing(entry -> entry.getKey().size()))
			.orElseThrow().getKey();
		final List<Tensor> tensors = all.stream().map(image -> image.image().values())
			.map(image -> Resize.to(image, usual.sides())).toList();
		return new TrainingImages(
			new Examples(all.get(0).image().with(Tensor.batch(tensors)),
				all.stream().mapToInt(LabelledImage::label).toArray()),
			parts.stream().mapToInt(Integer::intValue).toArray(), all.get(0).format(),
			all.size() - Math.toIntExact(counts.get(usual)));
	}

	/** Some of them, to be attacked one by one. */
	public LabelledImages at(final int... indices) {
		return LabelledImages.of(IntStream.of(indices)
			.mapToObj(i -> new LabelledImage(examples.images().item(i), examples.classes()[i], format))
			.toList());
	}
}
