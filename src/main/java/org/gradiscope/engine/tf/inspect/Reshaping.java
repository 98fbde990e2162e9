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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reshape that leaves each image of a batch to itself: the first axis stays that of the images,
 * and the others keep their volume between them.
 */
final class Reshaping {

	private static final Extent REST = Extent.of(-1);

	private Reshaping() {}

	/**
	 * @param shape what is asked for, with one -1 at most, which stands for the rest
	 * @return none if images would mix, or it only works at some sizes of the image
	 */
	static Form of(final Form input, final Optional<List<Extent>> shape) {
		if (input.isNone() || shape.isEmpty() || shape.get().contains(Extent.UNKNOWN) || input.has(
			Extent.UNKNOWN)) return Form.NONE;
		if (!input.has(Extent.BATCH)) return numbers(input, shape.get());
		if (!input.isBatch() || shape.get().isEmpty()) return Form.NONE;
		final Extent first = shape.get().get(0);
		final List<Extent> others = shape.get().subList(1, shape.get().size());
		if (others.contains(Extent.BATCH) || !first.equals(Extent.BATCH) && !first.equals(REST))
			return Form.NONE;
		final List<Extent> given = input.axes().subList(1, input.rank());
		return others(given, others, first.equals(Extent.BATCH)).map(axes -> {
			final List<Extent> all = new ArrayList<>(axes);
			all.add(0, Extent.BATCH);
			return Form.of(all);
		}).orElse(Form.NONE);
	}

	/** A tensor that has nothing to do with the images. */
	private static Form numbers(final Form input, final List<Extent> shape) {
		if (!input.axes().stream().allMatch(Extent::isNumber) || !shape.stream().allMatch(
			Extent::isNumber)) return Form.NONE;
		return others(input.axes(), shape, true).map(axes -> new Form(axes, input.values())).orElse(
			Form.NONE);
	}

	/**
	 * The axes of one image.
	 *
	 * @param counted whether the number of images is said, so that -1 can only be one of these axes
	 */
	private static Optional<List<Extent>> others(final List<Extent> given, final List<Extent> asked,
		final boolean counted) {
		final int rest = asked.indexOf(REST);
		if (rest < 0) return fits(given, asked, counted) ? Optional.of(asked) : Optional.empty();
		if (!counted || asked.lastIndexOf(REST) != rest) return Optional.empty();
		final long volume = -Form.product(asked);
		if (sizes(given) > sizes(asked)) return Optional.of(with(asked, rest, Extent.SIZE));
		if (sizes(given) < sizes(asked) || volume == 0 || Form.product(given) % volume != 0)
			return Optional.empty();
		return Optional.of(with(asked, rest, Extent.of(Form.product(given) / volume)));
	}

	/**
	 * Axes that vary with the image's size may be joined, such as height and width to one; but not
	 * where -1 stands for the images, of which there would be more if they were joined badly.
	 */
	private static boolean fits(final List<Extent> given, final List<Extent> asked,
		final boolean counted) {
		final boolean joined = counted && sizes(asked) > 0 && sizes(given) > 0;
		return Form.product(given) == Form.product(asked) && (sizes(given) == sizes(asked) || joined);
	}

	private static long sizes(final List<Extent> axes) {
		return axes.stream().filter(Extent.SIZE::equals).count();
	}

	private static List<Extent> with(final List<Extent> axes, final int place,
		final Extent extent) {
		final List<Extent> changed = new ArrayList<>(axes);
		changed.set(place, extent);
		return changed;
	}
}
