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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tensorflow.Output;

/**
 * A reshape of ONNX on a tensor whose axes TensorFlow has in another order. Axes that are split or joined form
 * blocks; only the axes of a block have to stand together and in their order, the blocks themselves may stay
 * where they are. So flattening positions, or mixing channels, leaves channels last.
 */
final class Reshaping {

	/** Axes of ONNX that become others, with the same numbers in the same order. */
	private record Block(List<Integer> from, List<Integer> to) {}

	private final OperatorCall call;
	private final OnnxValue value;
	private final List<Long> shape;
	private final List<Extent> target;

	private Reshaping(final OperatorCall call, final OnnxValue value, final List<Extent> target) {
		this.call = call;
		this.value = value;
		shape = value.shape();
		this.target = target;
	}

	/** @param shape of as many elements */
	static OnnxValue to(final OperatorCall call, final OnnxValue value, final List<Long> shape) {
		return of(call, value, shape.stream().map(Extent::of).toList());
	}

	/** @param target lengths of axes of ONNX, of which one may be {@link Extent#REST} */
	static OnnxValue of(final OperatorCall call, final OnnxValue value, final List<Extent> target) {
		return new Reshaping(call, value, resolved(value.shape(), target)).result();
	}

	/** With the rest as a number or an axis, if that follows from what is known. */
	private static List<Extent> resolved(final List<Long> shape, final List<Extent> target) {
		final int rest = target.indexOf(Extent.REST);
		if (rest < 0) return target;
		final List<Integer> free = new ArrayList<>(
			IntStream.range(0, shape.size()).filter(axis -> shape.get(axis) < 0).boxed().toList());
		target.stream().filter(extent -> extent.of() >= 0)
			.forEach(extent -> free.remove((Integer) extent.of()));
		final long have = known(shape.stream());
		final long given = known(target.stream().map(Extent::size));
		if (given == 0 || have % given != 0 || free.size() > 1 || free.size() == 1 && have != given)
			return target;
		final List<Extent> all = new ArrayList<>(target);
		all.set(rest, free.isEmpty() ? Extent.of(have / given) : new Extent(-1, free.get(0)));
		return all;
	}

	private static long known(final Stream<Long> sizes) {
		return sizes.filter(size -> size >= 0).reduce(1L, (a, b) -> a * b);
	}

	private OnnxValue result() {
		if (value.constant().isPresent() && target.stream().allMatch(Extent::isKnown))
			return call.value(reshapedConstant());
		final List<Block> blocks = blocks().orElse(null);
		if (blocks == null) return call.value(Extent.reshaped(call, value.output(), target),
			AxisOrder.same(target.size()));
		blocks.sort(Comparator.comparingInt(block -> place(block, value.order())));
		final AxisOrder from = order(blocks.stream().flatMap(block -> block.from().stream()).toList());
		final AxisOrder there = sameNumbers(from, value.order()) ? value.order() : from;
		final AxisOrder to = order(blocks.stream().flatMap(block -> block.to().stream()).toList());
		final List<Extent> extents = to.ordered(target).stream()
			.map(extent -> extent.of() < 0 ? extent : new Extent(-1, there.place(extent.of()))).toList();
		return call.value(Extent.reshaped(call, value.output(there), extents), to);
	}

	private OnnxConstant reshapedConstant() {
		final OnnxConstant constant = value.constant().orElseThrow();
		final List<Long> sizes = target.stream().map(Extent::size).toList();
		if (known(sizes.stream()) != constant.elements())
			throw call.refusal("a tensor of the shape " + constant.shape() + " is no " + sizes);
		return constant.reshaped(sizes);
	}

	private static AxisOrder order(final List<Integer> axes) {
		return new AxisOrder(axes);
	}

	private int place(final Block block, final AxisOrder order) {
		return block.from().stream().filter(axis -> shape.get(axis) != 1).mapToInt(order::place).min()
			.orElseGet(() -> block.from().stream().mapToInt(order::place).min().orElse(0));
	}

	/** Whether two orders differ in axes of one position only. */
	private boolean sameNumbers(final AxisOrder one, final AxisOrder other) {
		return longAxes(one).equals(longAxes(other));
	}

	private List<Integer> longAxes(final AxisOrder order) {
		return order.axes().stream().filter(axis -> shape.get(axis) != 1).toList();
	}

	/** The least blocks; none if the lengths do not tell them. */
	private Optional<List<Block>> blocks() {
		final List<Block> blocks = new ArrayList<>();
		int i = 0;
		int j = 0;
		while (i < shape.size() && j < target.size()) {
			final Block block = new Block(new ArrayList<>(List.of(i)), new ArrayList<>(List.of(j)));
			i++;
			j++;
			while (!isWhole(block)) {
				final boolean more = needsMore(block);
				if (more ? i == shape.size() : j == target.size()) return Optional.empty();
				if (more) block.from().add(i++);
				else block.to().add(j++);
			}
			blocks.add(block);
		}
		return withRest(blocks, i, j);
	}

	/** Axes of one position that are left at the end go with the last block. */
	private Optional<List<Block>> withRest(final List<Block> blocks, final int i, final int j) {
		if (blocks.isEmpty()) return Optional.empty();
		final Block last = blocks.get(blocks.size() - 1);
		for (int axis = i; axis < shape.size(); axis++)
			last.from().add(axis);
		for (int axis = j; axis < target.size(); axis++)
			last.to().add(axis);
		return isWhole(last) ? Optional.of(blocks) : Optional.empty();
	}

	private boolean isWhole(final Block block) {
		return known(from(block)) == known(to(block)) && free(block).equals(freeTarget(block));
	}

	private boolean needsMore(final Block block) {
		if (!free(block).containsAll(freeTarget(block))) return true;
		if (!freeTarget(block).containsAll(free(block))) return false;
		return known(from(block)) < known(to(block));
	}

	private Stream<Long> from(final Block block) {
		return block.from().stream().map(shape::get);
	}

	private Stream<Long> to(final Block block) {
		return block.to().stream().map(axis -> target.get(axis).size());
	}

	private List<Integer> free(final Block block) {
		return block.from().stream().filter(axis -> shape.get(axis) < 0).toList();
	}

	private List<Integer> freeTarget(final Block block) {
		return block.to().stream().map(target::get).filter(extent -> !extent.isKnown()).map(Extent::of)
			.toList();
	}

	/** A tensor of TensorFlow whose last axis becomes several. */
	static Output<?> lastAxis(final OperatorCall call, final Output<?> x, final List<Long> parts) {
		return Extent.reshaped(call, x, Stream
			.concat(leading(x, call.rank(x) - 1).stream(), parts.stream().map(Extent::of)).toList());
	}

	/** A tensor of TensorFlow whose last axes become one. */
	static Output<?> lastAxes(final OperatorCall call, final Output<?> x, final int count,
		final long size) {
		return Extent.reshaped(call, x, Stream
			.concat(leading(x, call.rank(x) - count).stream(), Stream.of(Extent.of(size))).toList());
	}

	private static List<Extent> leading(final Output<?> x, final int count) {
		final List<Long> sizes =
			IntStream.range(0, count).mapToObj(axis -> x.shape().get(axis)).toList();
		return IntStream.range(0, count).mapToObj(axis -> Extent.of(sizes, axis)).toList();
	}

	/** A tensor of TensorFlow with two axes: those before one, and it with those after. */
	static Output<?> flattened(final OperatorCall call, final Output<?> x, final int axis) {
		final long[] sizes = x.shape().asArray();
		final long after = product(sizes, axis, sizes.length);
		final long before = product(sizes, 0, axis);
		if (after < 0 && before < 0)
			throw call.refusal("its tensor " + x.shape() + " cannot be flattened");
		return Extent.reshaped(call, x, List.of(extent(before), extent(after)));
	}

	private static Extent extent(final long size) {
		return size < 0 ? Extent.REST : Extent.of(size);
	}

	/** -1 if one is not known. */
	static long product(final long[] sizes, final int from, final int to) {
		long product = 1;
		for (int i = from; i < to; i++)
			product = sizes[i] < 0 || product < 0 ? -1 : product * sizes[i];
		return product;
	}
}
