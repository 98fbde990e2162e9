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
record SymbolicShape(List<SymbolicDimension> axes, List<SymbolicDimension> values) {

	/** Nothing is known, or there is no such tensor. */
	static final SymbolicShape NONE = new SymbolicShape(null, null);

	/** A tensor whose numbers are not known. */
	static SymbolicShape of(final List<SymbolicDimension> axes) {
		return new SymbolicShape(List.copyOf(axes), null);
	}

	/** A list of whole numbers. */
	static SymbolicShape vector(final List<SymbolicDimension> values) {
		return new SymbolicShape(List.of(SymbolicDimension.of(values.size())), List.copyOf(values));
	}

	static SymbolicShape scalar(final SymbolicDimension value) {
		return new SymbolicShape(List.of(), List.of(value));
	}

	boolean isNone() {
		return axes == null;
	}

	int rank() {
		return axes.size();
	}

	SymbolicDimension axis(final int place) {
		return axes.get(place);
	}

	boolean has(final SymbolicDimension extent) {
		return !isNone() && axes.contains(extent);
	}

	/** Whether the images of a batch lie along the first axis, and along no other. */
	boolean isBatch() {
		return !isNone() && axes.lastIndexOf(SymbolicDimension.BATCH) == 0;
	}

	/** The product of the axes that are numbers. */
	long volume() {
		return product(axes);
	}

	static long product(final List<SymbolicDimension> extents) {
		return extents.stream().filter(SymbolicDimension::isNumber).mapToLong(SymbolicDimension::number)
			.reduce(1, (a, b) -> a * b);
	}

	/** All of the numbers; none if they are not known, or one of them is not. */
	Optional<List<Long>> numbers() {
		if (values == null || !values.stream().allMatch(SymbolicDimension::isNumber))
			return Optional.empty();
		return Optional.of(values.stream().map(SymbolicDimension::number).toList());
	}

	/** The same axes, of a tensor whose numbers are not known. */
	SymbolicShape withoutValues() {
		return values == null ? this : of(axes);
	}

	/** With another extent at one place. */
	SymbolicShape with(final int place, final SymbolicDimension extent) {
		final List<SymbolicDimension> changed = new ArrayList<>(axes);
		changed.set(place, extent);
		return of(changed);
	}

	/** What the axes of tensors combined element by element are; none if they don't fit. */
	SymbolicShape combined(final SymbolicShape other) {
		if (isNone() || other.isNone()) return NONE;
		final int rank = Math.max(rank(), other.rank());
		final List<SymbolicDimension> both = new ArrayList<>();
		for (int i = 0; i < rank; i++) {
			final Optional<SymbolicDimension> extent =
				fromEnd(rank - i).combined(other.fromEnd(rank - i));
			if (extent.isEmpty()) return NONE;
			both.add(extent.get());
		}
		return of(both);
	}

	private SymbolicDimension fromEnd(final int place) {
		return place > rank() ? SymbolicDimension.ONE : axis(rank() - place);
	}
}
