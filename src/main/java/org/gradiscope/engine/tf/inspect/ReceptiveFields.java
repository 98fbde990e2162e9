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

import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.ShapeRule;

/** The receptive field of every operation that depends on the image's pixels, along each axis of these. */
final class ReceptiveFields {

	/** What hands a shape, or some of it, on. */
	private static final Set<Op> PASSING_ON = Set.of(Op.StridedSlice, Op.Slice, Op.Identity, Op.Cast);

	private final ReceptiveField[][] fields;

	private ReceptiveFields(final int directions, final int size) {
		fields = new ReceptiveField[directions][size];
	}

	/** @param depends by number: the operations that depend on the pixels of {@code input} */
	static ReceptiveFields of(final GraphTopology topology, final int input,
		final SymbolicShapes forms, final boolean[] depends) {
		final SymbolicShape images = forms.get(input);
		final int directions = images.isNone() ? 2 : images.rank() - 2;
		final ReceptiveFields all = new ReceptiveFields(directions, topology.size());
		for (int direction = 0; direction < directions; direction++) {
			final ReceptiveField[] fields = all.fields[direction];
			fields[input] = ReceptiveField.PIXEL;
			for (int i = input + 1; i < topology.size(); i++)
				if (depends[i]) fields[i] = likened(topology, i, fields,
					merged(topology.inputs(i), fields).after(forms.call(i), forms.get(i), direction));
		}
		return all;
	}

	/** What is resized to the sides of another tensor has that one's positions, whatever the image's size. */
	private static ReceptiveField likened(final GraphTopology topology, final int number,
		final ReceptiveField[] fields, final ReceptiveField field) {
		final int[] inputs = topology.inputs(number);
		if (topology.op(number).shape() != ShapeRule.RESIZE || inputs.length < 2) return field;
		final int sides = topology.origin(inputs[1], node -> PASSING_ON.contains(Op.of(node)));
		if (topology.op(sides) != Op.Shape || topology.inputs(sides).length == 0) return field;
		final ReceptiveField other = fields[topology.inputs(sides)[0]];
		return other == null ? field : new ReceptiveField(field.side(), other.jump(), other.start());
	}

	private static ReceptiveField merged(final int[] inputs, final ReceptiveField[] fields) {
		ReceptiveField merged = ReceptiveField.NONE;
		for (final int input : inputs)
			if (fields[input] != null) merged = merged.or(fields[input]);
		return merged;
	}

	/** The side of the square that one position sees, in pixels; 0 where it sees all of them. */
	int side(final int number) {
		final double side = largest(number, ReceptiveField::side);
		return side >= Integer.MAX_VALUE ? 0 : (int) Math.round(side);
	}

	/** How many pixels lie between two positions, 1 at least. */
	int stride(final int number) {
		return (int) Math.max(1, Math.round(largest(number, ReceptiveField::jump)));
	}

	/**
	 * Where the middle of what the first position sees lies, in pixels from the border; NaN where that is not
	 * the same in all directions.
	 */
	double start(final int number) {
		final double first = fields[0][number].start();
		return Stream.of(fields).allMatch(field -> Math.abs(field[number].start() - first) < 1e-9)
			? first : Double.NaN;
	}

	private double largest(final int number, final ToDoubleFunction<ReceptiveField> of) {
		return Stream.of(fields).mapToDouble(direction -> of.applyAsDouble(direction[number])).max()
			.orElseThrow();
	}
}
