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

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** What a placeholder says of the images that it takes. */
public final class Placeholders {

	private Placeholders() {}

	public static boolean is(final NodeDef node) {
		return switch (Op.of(node)) {
			case Placeholder, PlaceholderV2, PlaceholderWithDefault -> true;
			default -> false;
		};
	}

	/** Whether it has to be given something. */
	static boolean isRequired(final NodeDef node) {
		return is(node) && Op.of(node) != Op.PlaceholderWithDefault;
	}

	/** Its axes, -1 for each that is free; none if nothing is said. */
	public static Optional<List<Long>> shape(final NodeDef node) {
		final TensorShapeProto shape = Attributes.get(node, "shape").getShape();
		// Older exporters wrote a scalar where they knew nothing.
		if (shape.getUnknownRank() || shape.getDimCount() == 0) return Optional.empty();
		return Optional.of(TensorProtos.shape(shape));
	}

	/**
	 * Of one that takes other things than the images: whether it takes one for each image. That axis comes
	 * first, and is free, or 1 where the exporter fixed it.
	 */
	static boolean isPerImage(final NodeDef node) {
		return shape(node).map(axes -> axes.get(0) < 0 || axes.get(0) == 1 && axes.size() > 1)
			.orElse(false);
	}

	/** Whether it is said to be a single number, as which one is given where nothing is said. */
	private static boolean isNumber(final NodeDef node) {
		return node.containsAttr("shape") && !Attributes.get(node, "shape").getShape().getUnknownRank();
	}

	/** What such a one gives. */
	static SymbolicShape form(final NodeDef node) {
		final Optional<List<Long>> shape = shape(node);
		if (shape.isEmpty() && isNumber(node)) return SymbolicShape.scalar(SymbolicDimension.UNKNOWN);
		if (shape.isEmpty()) return SymbolicShape.NONE;
		final List<SymbolicDimension> axes = new ArrayList<>(shape.get().stream()
			.map(axis -> axis < 0 ? SymbolicDimension.UNKNOWN : SymbolicDimension.of(axis)).toList());
		if (isPerImage(node)) axes.set(0, SymbolicDimension.BATCH);
		return SymbolicShape.of(axes);
	}

	/** Whether it says that it takes images. */
	static boolean isImage(final NodeDef node) {
		return takesImages(node) && shape(node).isPresent();
	}

	/** Whether images can be given to it: pictures or volumes. */
	static boolean takesImages(final NodeDef node) {
		return Attributes.isFloat(node) &&
			shape(node).map(axes -> axes.size() == 4 || axes.size() == 5).orElse(true);
	}
}
