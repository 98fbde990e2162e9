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

package org.gradiscope.engine.tf.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of an entry of a checkpoint, as TensorFlow writes it: the entry's shape, then for each
 * axis all or start and length, such as {@code 48 4 0,24:-}.
 */
final class Slice {

	private static final String ALL = "-";

	private Slice() {}

	/** All of an entry of this shape; a single number has no writing but an empty one. */
	static String all(final List<Long> shape) {
		if (shape.isEmpty()) return "";
		return shape.stream().map(size -> size + " ").collect(Collectors.joining()) + shape.stream()
			.map(size -> ALL).collect(Collectors.joining(":"));
	}

	/**
	 * The shape of a part.
	 *
	 * @throws org.gradiscope.engine.EngineException if it is not written as it should be
	 */
	static List<Long> shape(final String slice) {
		final String[] words = slice.split(" ");
		final String[] axes = words[words.length - 1].split(":");
		if (axes.length != words.length - 1) throw Refusal.of("A variable is the part '" + slice +
			"' of an entry of the checkpoint, which is no part; the file is damaged.");
		final List<Long> shape = new ArrayList<>();
		for (int axis = 0; axis < axes.length; axis++)
			shape.add(Long.valueOf(Edge.index(axes[axis].equals(ALL) ? words[axis] : axes[axis].substring(
				axes[axis].indexOf(',') + 1))));
		return shape;
	}
}
