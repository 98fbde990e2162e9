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
 * A reshape that leaves each image of a batch to itself: the first axis stays that of the images, or of a
 * number of entries for each of them, and the others keep their volume between them.
 */
final class ReshapeRule {

	private static final SymbolicDimension REST = SymbolicDimension.of(-1);

	private ReshapeRule() {}

	/**
	 * @param shape what is asked for, with one -1 at most, which stands for the rest
	 * @return none if images would mix, or it only works at some sizes of the image
	 */
	static SymbolicShape of(final SymbolicShape input,
		final Optional<List<SymbolicDimension>> shape) {
		if (input.isNone() || shape.isEmpty() || shape.get().contains(SymbolicDimension.UNKNOWN) ||
			input.has(SymbolicDimension.UNKNOWN)) return SymbolicShape.NONE;
		if (input.axes().stream().noneMatch(SymbolicDimension::isOfBatch))
			return numbers(input, shape.get());
		if (!input.axis(0).isOfBatch() || shape.get().isEmpty()) return SymbolicShape.NONE;
		if (isOfNumbers(input.axes()) && isOfNumbers(shape.get())) return multiples(input, shape.get());
		if (!input.isBatch()) return SymbolicShape.NONE;
		final SymbolicDimension first = shape.get().get(0);
		final List<SymbolicDimension> others = shape.get().subList(1, shape.get().size());
		if (others.contains(SymbolicDimension.BATCH) ||
			!first.equals(SymbolicDimension.BATCH) && !first.equals(REST)) return SymbolicShape.NONE;
		final List<SymbolicDimension> given = input.axes().subList(1, input.rank());
		return others(given, others, first.equals(SymbolicDimension.BATCH)).map(axes -> {
			final List<SymbolicDimension> all = new ArrayList<>(axes);
			all.add(0, SymbolicDimension.BATCH);
			return SymbolicShape.of(all);
		}).orElse(SymbolicShape.NONE);
	}

	/** Whether all axes but the first are numbers. */
	private static boolean isOfNumbers(final List<SymbolicDimension> axes) {
		return axes.stream().skip(1).allMatch(SymbolicDimension::isNumber);
	}

	/** What belongs to an image stays together, be it one entry along the first axis or several. */
	private static SymbolicShape multiples(final SymbolicShape input,
		final List<SymbolicDimension> shape) {
		final long each = input.axis(0).number() * input.volume();
		final SymbolicDimension first = shape.get(0);
		final List<SymbolicDimension> others = shape.subList(1, shape.size());
		final int rest = others.indexOf(REST);
		final long volume = Math.abs(SymbolicShape.product(others));
		final long most = first.isOfBatch() ? first.number() * volume : volume;
		if (most == 0 || each % most != 0 || others.lastIndexOf(REST) != rest)
			return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>(shape);
		if (first.isOfBatch() && rest >= 0) axes.set(rest + 1, SymbolicDimension.of(each / most));
		else if (first.equals(REST) && rest < 0) axes.set(0, SymbolicDimension.batches(each / most));
		else if (!first.isOfBatch() || rest >= 0 || each != most) return SymbolicShape.NONE;
		return SymbolicShape.of(axes);
	}

	/** A tensor that has nothing to do with the images. */
	private static SymbolicShape numbers(final SymbolicShape input,
		final List<SymbolicDimension> shape) {
		if (!input.axes().stream().allMatch(SymbolicDimension::isNumber) ||
			!shape.stream().allMatch(SymbolicDimension::isNumber)) return SymbolicShape.NONE;
		return others(input.axes(), shape, true).map(axes -> new SymbolicShape(axes, input.values()))
			.orElse(SymbolicShape.NONE);
	}

	/**
	 * The axes of one image.
	 *
	 * @param counted whether the number of images is said, so that -1 can only be one of these axes
	 */
	private static Optional<List<SymbolicDimension>> others(final List<SymbolicDimension> given,
		final List<SymbolicDimension> asked, final boolean counted) {
		final int rest = asked.indexOf(REST);
		if (rest < 0) return fits(given, asked, counted) ? Optional.of(asked) : Optional.empty();
		if (!counted || asked.lastIndexOf(REST) != rest) return Optional.empty();
		final long volume = -SymbolicShape.product(asked);
		if (sizes(given) > sizes(asked)) return Optional.of(with(asked, rest, SymbolicDimension.SIZE));
		if (sizes(given) < sizes(asked) || volume == 0 || SymbolicShape.product(given) % volume != 0)
			return Optional.empty();
		return Optional
			.of(with(asked, rest, SymbolicDimension.of(SymbolicShape.product(given) / volume)));
	}

	/**
	 * Axes that vary with the image's size may be joined, such as height and width to one; but not
	 * where -1 stands for the images, of which there would be more if they were joined badly.
	 */
	private static boolean fits(final List<SymbolicDimension> given,
		final List<SymbolicDimension> asked, final boolean counted) {
		final boolean joined = counted && sizes(asked) > 0 && sizes(given) > 0;
		return SymbolicShape.product(given) == SymbolicShape.product(asked) &&
			(sizes(given) == sizes(asked) || joined);
	}

	private static long sizes(final List<SymbolicDimension> axes) {
		return axes.stream().filter(SymbolicDimension.SIZE::equals).count();
	}

	private static List<SymbolicDimension> with(final List<SymbolicDimension> axes, final int place,
		final SymbolicDimension extent) {
		final List<SymbolicDimension> changed = new ArrayList<>(axes);
		changed.set(place, extent);
		return changed;
	}
}
