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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@code MultiHeadAttention}, along all axes between those of the batch and of the channels. */
final class AttentionLayers {

	/** Less than all scores that count. */
	private static final float MASKED = -1e9f;

	private AttentionLayers() {}

	static List<Operand<TFloat32>> multiHead(final LayerCall call) {
		final Operand<TFloat32> query = call.input();
		final Operand<TFloat32> value = tensor(call, 1, "value", query);
		final Operand<TFloat32> key = tensor(call, 2, "key", value);
		requirePlain(call, query);
		final LayerConfig config = call.config();
		final long heads = config.size("num_heads");
		final long depth = config.size("key_dim");
		final long valueDepth = config.has("value_dim") ? config.size("value_dim") : depth;
		final Ops tf = call.tf();
		final Operand<TFloat32> queries = tf.math.mul(projected(call, query, "query", heads, depth),
			tf.constant((float) (1 / Math.sqrt(depth))));
		final Operand<TFloat32> keys = projected(call, key, "key", heads, depth);
		final Operand<TFloat32> values = projected(call, value, "value", heads, valueDepth);
		final Operand<TFloat32> scores = tf.linalg.einsum(List.of(queries, keys), "bqhd,bkhd->bhqk");
		final Operand<TFloat32> weights = tf.nn.softmax(masked(call, scores));
		final Operand<TFloat32> heard = tf.linalg.einsum(List.of(weights, values), "bhqk,bkhd->bqhd");
		final List<Operand<TFloat32>> results =
			new ArrayList<>(List.of(together(call, heard, query, heads, valueDepth)));
		if (call.arguments().flag(4, "return_attention_scores")) results.add(weights);
		return results;
	}

	private static Operand<TFloat32> tensor(final LayerCall call, final int place, final String name,
		final Operand<TFloat32> otherwise) {
		return call.arguments().get(place, name).flatMap(given -> given.tensors().findFirst()).or(
			() -> place < call.inputs().size() ? Optional.of(call.inputs().get(place)) : Optional.empty())
			.orElse(otherwise);
	}

	private static void requirePlain(final LayerCall call, final Operand<TFloat32> query) {
		final LayerConfig config = call.config();
		final int axes = KerasShapes.axes(query);
		if (axes < 3) throw config.wrong("takes tensors of three axes and more");
		for (final String argument : List.of("use_gate", "sliding_window"))
			if (config.has(argument) && !config.get(argument).toString().equals("false"))
				throw config.unsupported("has the argument '" + argument + "'");
		for (final String mask : List.of("attention_mask", "query_mask", "key_mask", "value_mask"))
			if (call.arguments().get(99, mask).isPresent()) throw config.unsupported("is given a mask");
		final List<Long> along =
			config.wholes("attention_axes").stream().map(axis -> axis < 0 ? axis + axes : axis).toList();
		if (!along.isEmpty() && !along.equals(LongStream.range(1, axes - 1).boxed().toList()))
			throw config.unsupported("attends along some axes only");
	}

	/** As rows of places, and for each head. */
	private static Operand<TFloat32> projected(final LayerCall call, final Operand<TFloat32> x,
		final String part, final long heads, final long depth) {
		final LayerCall dense = call.ofPart(part + "_dense", part);
		final Ops tf = call.tf();
		final long channels = KerasShapes.channels(call, x);
		final Operand<TFloat32> kernel = dense.weight(part + "_kernel", channels, heads, depth);
		final Operand<TFloat32> products =
			tf.linalg.einsum(List.of(rows(call, x, channels), kernel), "abc,cde->abde");
		return call.config().flag("use_bias", true)
			? MergingLayers.add(tf, products, dense.weight(part + "_bias", heads, depth)) : products;
	}

	private static Operand<TFloat32> rows(final LayerCall call, final Operand<TFloat32> x,
		final long channels) {
		if (KerasShapes.axes(x) == 3) return x;
		final List<Long> places = KerasShapes.list(x).subList(1, KerasShapes.axes(x) - 1);
		if (places.contains(KerasShapes.FREE))
			throw call.config().unsupported("takes images of any size; give the network's input a size");
		return KerasShapes.reshaped(call.tf(), x,
			List.of(KerasShapes.FREE, places.stream().reduce(1L, Math::multiplyExact), channels));
	}

	/** Where a place may only attend to those before it. */
	private static Operand<TFloat32> masked(final LayerCall call, final Operand<TFloat32> scores) {
		if (!call.arguments().flag(6, "use_causal_mask")) return scores;
		final long queries = KerasShapes.extent(scores, 2);
		final long keys = KerasShapes.extent(scores, 3);
		if (queries < 0 || keys < 0) throw call.config()
			.unsupported("masks series of any length; give the network's input a length");
		final Ops tf = call.tf();
		final Operand<TFloat32> places =
			tf.range(tf.constant(0f), tf.constant((float) keys), tf.constant(1f));
		final Operand<TFloat32> own =
			tf.range(tf.constant(0f), tf.constant((float) queries), tf.constant(1f));
		final Operand<TFloat32> ahead = tf.math.sub(places, KerasShapes.expanded(tf, own, 1));
		final Operand<TFloat32> later = NamedActivations.clipped(tf, ahead, 0, 1);
		return MergingLayers.add(tf, scores, tf.math.mul(later, tf.constant(MASKED)));
	}

	private static Operand<TFloat32> together(final LayerCall call, final Operand<TFloat32> heard,
		final Operand<TFloat32> query, final long heads, final long depth) {
		final LayerConfig config = call.config();
		final long channels = config.has("output_shape")
			? config.wholes("output_shape").stream().reduce(1L, Math::multiplyExact)
			: KerasShapes.channels(call, query);
		final LayerCall dense = call.ofPart("output_dense", "attention_output");
		final Ops tf = call.tf();
		final Operand<TFloat32> products = tf.linalg.einsum(
			List.of(heard, dense.weight("output_kernel", heads, depth, channels)), "abcd,cde->abe");
		final Operand<TFloat32> sums = config.flag("use_bias", true)
			? tf.nn.biasAdd(products, dense.weight("output_bias", channels)) : products;
		if (KerasShapes.axes(query) == 3) return sums;
		final List<Long> extents = new ArrayList<>(KerasShapes.list(query));
		extents.set(extents.size() - 1, channels);
		return KerasShapes.reshaped(tf, sums, extents);
	}
}
