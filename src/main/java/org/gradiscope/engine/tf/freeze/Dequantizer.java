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
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Puts weights that are stored as whole numbers of 8, 16 or 32 bits into float32, as the operation
 * {@code Dequantize} would whenever the network runs. TensorFlow has three ways, by the names that it
 * gives them, with {@code q} a stored number, {@code low} and {@code high} the floats that the least and
 * the largest one stand for:
 * <ul>
 * <li>MIN_COMBINED: {@code (q - least) (high - low) / steps + low}</li>
 * <li>MIN_FIRST: the same with {@code low} rounded to a multiple of the scale, so that 0 is exact</li>
 * <li>SCALED: {@code q scale}, the scale the larger of {@code low / least} and {@code high / most}</li>
 * </ul>
 */
final class Dequantizer {

	private final NodeGraph graph;

	private Dequantizer(final NodeGraph graph) {
		this.graph = graph;
	}

	/** What is not stored so, but computed, stays, to be refused where it is needed. */
	static NodeGraph dequantized(final NodeGraph graph) {
		final Dequantizer dequantizer = new Dequantizer(graph);
		final List<NodeDef> nodes = new ArrayList<>();
		for (final NodeDef node : graph.nodes())
			nodes.add(Op.of(node) == Op.Dequantize ? dequantizer.constant(node).orElse(node) : node);
		return graph.rewired(nodes, new EdgeAliases());
	}

	private Optional<NodeDef> constant(final NodeDef node) {
		if (node.getInputCount() < 3) return Optional.empty();
		final Optional<TensorProto> stored = tensor(node, 0);
		final Optional<double[]> low = tensor(node, 1).flatMap(TensorProtos::numbers);
		final Optional<double[]> high = tensor(node, 2).flatMap(TensorProtos::numbers);
		if (stored.isEmpty() || low.isEmpty() || high.isEmpty()) return Optional.empty();
		final List<Long> shape = TensorProtos.shape(stored.get().getTensorShape());
		final long axis = node.containsAttr("axis") ? Attributes.number(node, "axis") : -1;
		final boolean whole = axis < 0 || axis >= shape.size();
		if (low.get().length != high.get().length ||
			low.get().length != (whole ? 1 : shape.get((int) axis))) return Optional.empty();
		final long inner =
			whole ? 1 : shape.subList((int) axis + 1, shape.size()).stream().reduce(1L, (a, b) -> a * b);
		final Scale[] scales = new Scale[low.get().length];
		for (int i = 0; i < scales.length; i++)
			scales[i] =
				Scale.of(node, stored.get().getDtype(), (float) low.get()[i], (float) high.get()[i]);
		return TensorProtos.numbers(stored.get()).map(numbers -> {
			final float[] floats = new float[numbers.length];
			for (int i = 0; i < floats.length; i++)
				floats[i] = scales[(int) (i / inner % scales.length)].of(numbers[i]);
			return Constants.node(node.getName(), DataType.DT_FLOAT, shape, TensorProtos.content(floats));
		});
	}

	/** What a constant gives to a node, whatever hands it on. */
	private Optional<TensorProto> tensor(final NodeDef node, final int input) {
		NodeDef source = graph.node(Edge.input(node, input).node());
		for (int i = 0; i < graph.nodes().size() && source != null && Op.of(source) == Op.Identity; i++)
			source = graph.node(Edge.input(source, 0).node());
		return Optional.ofNullable(source).filter(Constants::is).map(Constants::tensor);
	}

	/** {@code (q - zero) factor + shift}, in single precision as TensorFlow's own. */
	private record Scale(float zero, float factor, float shift) {

		static Scale of(final NodeDef node, final DataType type, final float low, final float high) {
			final float least = least(type);
			final double steps = Math.pow(2, 8 * TensorProtos.width(type)) - 1;
			final float most = (float) (least + steps);
			return switch (Attributes.text(node, "mode", "MIN_COMBINED")) {
				case "SCALED" -> new Scale(0,
					least == 0 ? high / most : Math.max(
						low / (Attributes.flag(node, "narrow_range", false) ? least + 1 : least), high / most),
					0);
				case "MIN_FIRST" -> {
					final float scale = (float) ((high - low) / steps);
					yield new Scale(least, scale, low == high ? low : rounded(low / scale) * scale);
				}
				default -> new Scale(least, (float) ((high - low) / steps), low);
			};
		}

		/** A half goes away from zero. */
		private static float rounded(final float number) {
			return Math.copySign((float) Math.floor(Math.abs(number) + 0.5f), number);
		}

		private static float least(final DataType type) {
			return switch (type) {
				case DT_QINT8 -> Byte.MIN_VALUE;
				case DT_QINT16 -> Short.MIN_VALUE;
				case DT_QINT32 -> Integer.MIN_VALUE;
				default -> 0;
			};
		}

		float of(final double number) {
			return ((float) number - zero) * factor + shift;
		}
	}
}
