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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * A tensor of a network in ONNX, as TensorFlow has it: in one order of its axes, and in others as they
 * are asked for. Axes and shapes are those of ONNX.
 */
final class OnnxValue {

	/** More are no shape. */
	private static final int MOST_LENGTHS = 64;

	private final OperationAdder adder;
	/** Null if it depends on the image. */
	private final OnnxConstant constant;
	private final AxisOrder order;
	private final int written;
	private final Map<AxisOrder, Output<?>> outputs = new HashMap<>();
	/** Null if nothing is known of its numbers. */
	private List<Long> lengths;

	private OnnxValue(final OperationAdder adder, final OnnxConstant constant, final AxisOrder order,
		final int written) {
		this.adder = adder;
		this.constant = constant;
		this.order = order;
		this.written = written;
	}

	static OnnxValue of(final OperationAdder adder, final OnnxConstant constant) {
		return new OnnxValue(adder, constant, AxisOrder.same(constant.shape().size()),
			constant.written());
	}

	/** @param order of the axes of an output of known rank */
	static OnnxValue of(final OperationAdder adder, final Output<?> output, final AxisOrder order) {
		return of(adder, output, order, 0);
	}

	/** @param written the type that the file has it in */
	static OnnxValue of(final OperationAdder adder, final Output<?> output, final AxisOrder order,
		final int written) {
		final OnnxValue value = new OnnxValue(adder, null, order, written);
		value.outputs.put(order, output);
		return value;
	}

	/** The order in which it is there already. */
	AxisOrder order() {
		return order;
	}

	int rank() {
		return order.rank();
	}

	Optional<OnnxConstant> constant() {
		return Optional.ofNullable(constant);
	}

	/** The lengths of the axes; -1 where one is free. */
	List<Long> shape() {
		if (constant != null) return constant.shape();
		return order.restored(LongStream.of(outputs.get(order).shape().asArray()).boxed().toList());
	}

	/** The number of elements; -1 if an axis is free. */
	long elements() {
		final List<Long> shape = shape();
		return shape.contains(-1L) ? -1 : shape.stream().reduce(1L, (a, b) -> a * b);
	}

	DataType type() {
		return constant != null ? constant.type() : outputs.get(order).dataType();
	}

	/** The type of ONNX that the file has it in or casts it to, before it became TensorFlow's; 0 if it is computed. */
	int written() {
		return written;
	}

	boolean isFloat() {
		return type() == DataType.DT_FLOAT;
	}

	/** Few whole numbers, -1 for one that is not known; none if nothing is known of them. */
	Optional<List<Long>> lengths() {
		if (constant == null) return Optional.ofNullable(lengths);
		return isFloat() || constant.elements() > MOST_LENGTHS ? Optional.empty()
			: Optional.of(DoubleStream.of(constant.values()).mapToObj(value -> (long) value).toList());
	}

	/** The same, of that type of ONNX. */
	OnnxValue writtenAs(final int type) {
		final OnnxValue value = new OnnxValue(adder, constant, order, type);
		value.outputs.putAll(outputs);
		value.lengths = lengths;
		return value;
	}

	/** The same with what is known of its numbers. */
	OnnxValue withLengths(final List<Long> known) {
		final OnnxValue value = new OnnxValue(adder, constant, order, written);
		value.outputs.putAll(outputs);
		value.lengths = known;
		return value;
	}

	/** In the order of ONNX. */
	Output<?> output() {
		return output(AxisOrder.same(rank()));
	}

	Output<?> channelsLast() {
		return output(AxisOrder.channelsLast(rank()));
	}

	/** Transposed, where it is not there in that order yet. */
	Output<?> output(final AxisOrder wanted) {
		final Output<?> there = outputs.get(wanted);
		if (there != null) return there;
		final Output<?> made =
			constant == null ? transposed(wanted) : adder.constant(constant, order.permutationTo(wanted));
		outputs.put(wanted, made);
		return made;
	}

	private Output<?> transposed(final AxisOrder wanted) {
		return adder.op(Op.Transpose)
			.on(outputs.get(order), adder.integers(order.permutationTo(wanted))).result();
	}

	/** The same numbers with its axes transposed as ONNX does; nothing is computed. */
	OnnxValue transposed(final List<Integer> permutation) {
		final AxisOrder turned = order.transposed(permutation);
		if (constant == null) return of(adder, outputs.get(order), turned);
		return of(adder,
			constant.transposed(permutation.stream().mapToInt(Integer::intValue).toArray()));
	}

	/** An axis that may be counted from the last. */
	int axis(final long number) {
		return axis(number, rank());
	}

	static int axis(final long number, final int rank) {
		if (number < -rank || number >= rank) throw new IllegalArgumentException(
			"the axis " + number + " of a tensor of " + rank + " axes");
		return (int) (number < 0 ? number + rank : number);
	}

	/** The order in which an axis is TensorFlow's last, nearest to the one that is there. */
	AxisOrder orderWithLast(final int axis) {
		return new AxisOrder(IntStream
			.concat(order.axes().stream().mapToInt(Integer::intValue).filter(other -> other != axis),
				IntStream.of(axis))
			.boxed().toList());
	}
}
