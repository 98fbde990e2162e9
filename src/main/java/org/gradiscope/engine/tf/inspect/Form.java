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
 * What is known of a tensor before the network runs: its axes and, of a few whole numbers such as
 * another tensor's shape, the numbers.
 *
 * @param axes in their order; null where nothing is known
 * @param values row by row; null where they are not known
 */
record Form(List<Extent> axes, List<Extent> values) {

	/** Nothing is known, or there is no such tensor. */
	static final Form NONE = new Form(null, null);

	/** A tensor whose numbers are not known. */
	static Form of(final List<Extent> axes) {
		return new Form(List.copyOf(axes), null);
	}

	/** A list of whole numbers. */
	static Form vector(final List<Extent> values) {
		return new Form(List.of(Extent.of(values.size())), List.copyOf(values));
	}

	static Form scalar(final Extent value) {
		return new Form(List.of(), List.of(value));
	}

	boolean isNone() {
		return axes == null;
	}

	int rank() {
		return axes.size();
	}

	Extent axis(final int place) {
		return axes.get(place);
	}

	boolean has(final Extent extent) {
		return !isNone() && axes.contains(extent);
	}

	/** Whether the images of a batch lie along the first axis, and along no other. */
	boolean isBatch() {
		return !isNone() && axes.lastIndexOf(Extent.BATCH) == 0;
	}

	/** The product of the axes that are numbers. */
	long volume() {
		return product(axes);
	}

	static long product(final List<Extent> extents) {
		return extents.stream().filter(Extent::isNumber).mapToLong(Extent::number).reduce(1, (a,
			b) -> a * b);
	}

	/** All of the numbers; none if they are not known, or one of them is not. */
	Optional<List<Long>> numbers() {
		if (values == null || !values.stream().allMatch(Extent::isNumber)) return Optional.empty();
		return Optional.of(values.stream().map(Extent::number).toList());
	}

	/** With another extent at one place. */
	Form with(final int place, final Extent extent) {
		final List<Extent> changed = new ArrayList<>(axes);
		changed.set(place, extent);
		return of(changed);
	}

	/** What the axes of tensors combined element by element are; none if they don't fit. */
	Form combined(final Form other) {
		if (isNone() || other.isNone()) return NONE;
		final int rank = Math.max(rank(), other.rank());
		final List<Extent> both = new ArrayList<>();
		for (int i = 0; i < rank; i++) {
			final Optional<Extent> extent = fromEnd(rank - i).combined(other.fromEnd(rank - i));
			if (extent.isEmpty()) return NONE;
			both.add(extent.get());
		}
		return of(both);
	}

	private Extent fromEnd(final int place) {
		return place > rank() ? Extent.ONE : axis(rank() - place);
	}
}
