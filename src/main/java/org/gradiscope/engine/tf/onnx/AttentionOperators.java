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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Attention: {@code softmax(scale Q K' + bias) V}, each head on its own. */
final class AttentionOperators {

	/** Added where a query may not look: less than any product of scores, and finite, so that gradients are. */
	private static final double HIDDEN = -1e30;

	private static final int QUERY = 0;
	private static final int KEY = 1;
	private static final int VALUE = 2;
	private static final int MASK = 3;
	private static final int PAST_KEY = 4;
	private static final int PAST_VALUE = 5;
	private static final int COUNTS = 6;

	private final OperatorCall call;
	private final Formula f;

	private AttentionOperators(final OperatorCall call) {
		this.call = call;
		f = call.formula();
	}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Attention", call -> new AttentionOperators(call).results());
	}

	private List<OnnxValue> results() {
		if (call.has(COUNTS)) throw call.refusal("it counts the keys of each image (nonpad_kv_seqlen)");
		final Output<?> query = heads(call.input(QUERY), "q_num_heads");
		final Output<?> key = withPast(heads(call.input(KEY), "kv_num_heads"), PAST_KEY);
		final Output<?> value = withPast(heads(call.input(VALUE), "kv_num_heads"), PAST_VALUE);
		final Output<?> products = f.of(Op.BatchMatMulV2, f.times(query, scale(query)),
			f.transposed(repeated(key, query), 0, 1, 3, 2));
		final Output<?> capped = capped(products);
		final Optional<Output<?>> bias = bias(query, key);
		final Output<?> scores = bias.<Output<?>>map(added -> f.plus(capped, added)).orElse(capped);
		final Output<?> weights = weights(scores, bias);
		final Output<?> seen = f.of(Op.BatchMatMulV2, weights, repeated(value, query));
		final List<OnnxValue> all = new ArrayList<>(
			List.of(call.input(QUERY).rank() == 3 ? joined(seen) : call.value(seen, AxisOrder.same(4))));
		for (final Output<?> other : List.of(key, value,
			switch ((int) call.integer("qk_matmul_output_mode", 0)) {
				case 0 -> products;
				case 1 -> capped;
				case 2 -> bias.<Output<?>>map(added -> hidden(scores, added)).orElse(scores);
				default -> weights;
			}))
			all.add(call.value(other, AxisOrder.same(4)));
		return all;
	}

	/** With what ONNX has where a query may not look. */
	private Output<?> hidden(final Output<?> scores, final Output<?> bias) {
		return f.where(f.of(Op.LessEqual, bias, call.number(HIDDEN)),
			call.number(Double.NEGATIVE_INFINITY), scores);
	}

	/** Images, heads, places, numbers of each. */
	private Output<?> heads(final OnnxValue value, final String count) {
		if (value.rank() == 4) return value.output();
		final long heads = call.integer(count, 0);
		final List<Long> shape = value.shape();
		if (value.rank() != 3 || heads < 1 || shape.get(2) < 0 || shape.get(2) % heads != 0) throw call
			.refusal("a tensor of the shape " + shape + " has no " + heads + " heads (" + count + ")");
		return f.transposed(Reshaping.of(call, value, List.of(Extent.of(shape, 0), Extent.of(shape, 1),
			Extent.of(heads), Extent.of(shape.get(2) / heads))).output(), 0, 2, 1, 3);
	}

	/** The other way round. */
	private OnnxValue joined(final Output<?> seen) {
		final OnnxValue places = call.value(f.transposed(seen, 0, 2, 1, 3), AxisOrder.same(4));
		final List<Long> shape = places.shape();
		if (shape.get(2) < 0 || shape.get(3) < 0)
			throw call.refusal("its heads are of unknown number or size");
		return Reshaping.of(call, places,
			List.of(Extent.of(shape, 0), Extent.of(shape, 1), Extent.of(shape.get(2) * shape.get(3))));
	}

	private Output<?> withPast(final Output<?> now, final int past) {
		return call.has(past) ? f.joined(List.of(call.input(past).output(), now), 2) : now;
	}

	private double scale(final Output<?> query) {
		final long size = query.shape().get(3);
		if (size < 0) throw call.refusal("it is not known of how many numbers its heads are");
		return call.states("scale") ? call.number("scale", 1) : 1 / Math.sqrt(size);
	}

	/** Where there are fewer keys' heads than queries', each is for several of these. */
	private Output<?> repeated(final Output<?> keys, final Output<?> query) {
		final long heads = query.shape().get(1);
		final long own = keys.shape().get(1);
		if (heads == own) return keys;
		if (own < 1 || heads < 1 || heads % own != 0)
			throw call.refusal("it has " + heads + " heads of queries, but " + own + " of keys");
		return f.of(Op.GatherV2, keys,
			call.integers(LongStream.range(0, heads).map(head -> head / (heads / own)).boxed().toList()),
			call.integer(1));
	}

	private Output<?> capped(final Output<?> products) {
		final float cap = call.number("softcap", 0);
		return cap == 0 ? products : f.times(f.of(Op.Tanh, f.times(products, 1 / cap)), cap);
	}

	/** A query that may look nowhere sees nothing. */
	private Output<?> weights(final Output<?> scores, final Optional<Output<?>> bias) {
		final Output<?> weights = f.of(Op.Softmax, scores);
		if (bias.isEmpty()) return weights;
		final Output<?> best =
			call.op(Op.Max).on(bias.get(), call.integers(-1)).with("keep_dims", true).result();
		return f.where(f.of(Op.LessEqual, best, call.number(HIDDEN)), f.of(Op.ZerosLike, weights),
			weights);
	}

	private Optional<Output<?>> bias(final Output<?> query, final Output<?> key) {
		final Optional<Output<?>> mask = mask(key);
		final Optional<Output<?>> places = places(query, key);
		if (mask.isEmpty() || places.isEmpty()) return mask.or(() -> places);
		return Optional.of(f.plus(mask.get(), places.get()));
	}

	/** What is added to scores, as the network says. */
	private Optional<Output<?>> mask(final Output<?> key) {
		if (!call.has(MASK)) return Optional.empty();
		final Output<?> stated = call.input(MASK).output();
		final Output<?> added =
			stated.dataType() == DataType.DT_BOOL ? f.where(stated, call.number(0), call.number(HIDDEN))
				: f.most(stated, f.number(HIDDEN, stated));
		final int rank = call.rank(added);
		final long missing = key.shape().get(2) - added.shape().get(rank - 1);
		if (key.shape().get(2) < 0 || added.shape().get(rank - 1) < 0 || missing <= 0)
			return Optional.of(added);
		final List<Long> counts = new ArrayList<>(Collections.nCopies(2 * rank, 0L));
		counts.set(2 * rank - 1, missing);
		return Optional.of(call.op(Op.PadV2).on(added, f.pairs(counts), call.number(HIDDEN)).result());
	}

	/** What hides keys by how far they are before or after a query, which is itself after those of the past. */
	private Optional<Output<?>> places(final Output<?> query, final Output<?> key) {
		final long before = call.integer("left_window_size", -1);
		final long stated = call.integer("right_window_size", -1);
		final long after = call.flag("is_causal", false) ? 0 : stated;
		if (before < 0 && after < 0) return Optional.empty();
		final Output<?> own =
			call.has(PAST_KEY) ? f.plus(f.positions(query, 2), f.length(call.input(PAST_KEY).output(), 2))
				: f.positions(query, 2);
		final Output<?> apart = f.minus(f.expanded(f.positions(key, 2), 0), f.expanded(own, 1));
		Output<?> bias = call.number(0);
		if (after >= 0) bias = within(apart, after, bias);
		if (before >= 0) bias = within(f.of(Op.Neg, apart), before, bias);
		return Optional.of(bias);
	}

	private Output<?> within(final Output<?> distance, final long most, final Output<?> bias) {
		return f.where(f.of(Op.LessEqual, distance, call.integer(Math.toIntExact(most))), bias,
			call.number(HIDDEN));
	}
}
