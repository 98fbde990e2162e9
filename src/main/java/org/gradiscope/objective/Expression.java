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

package org.gradiscope.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * A small immutable formula over a network's activations and the image. It knows no engine: whoever
 * can carry out the {@link ExpressionOperations} can evaluate, differentiate, compile or print it.
 * <p>
 * Every expression has a value for each image of a batch, along the first axis. Two expressions that
 * say the same are equal, and {@link #toString()} prints the formula.
 * </p>
 */
public sealed interface Expression {

	/** The name under which {@link Activation} finds the class scores before the softmax. */
	String LOGITS = "logits";

	/** Carries this expression out. */
	<T> T in(ExpressionOperations<T> operations);

	/** The expressions that this one is made of. */
	List<Expression> parts();

	/** The same of other parts. */
	Expression with(List<Expression> others);

	/** The channels that are picked, those of the parts of an expression before its own. */
	default List<Channel> pickedChannels() {
		final List<Channel> channels = new ArrayList<>();
		parts().forEach(part -> channels.addAll(part.pickedChannels()));
		if (this instanceof Channel channel) channels.add(channel);
		return channels;
	}

	/** What expressions have in common that differ in the numbers of their {@link #pickedChannels()} only. */
	default Expression withoutChannels() {
		return with(parts().stream().map(Expression::withoutChannels).toList());
	}

	/** The layers whose activations are read. */
	default Set<String> layers() {
		final Set<String> layers = new LinkedHashSet<>();
		parts().forEach(part -> layers.addAll(part.layers()));
		return layers;
	}

	/** Whether it depends on where in an image something is, so that a margin around it counts. */
	default boolean isPlaced() {
		return parts().stream().anyMatch(Expression::isPlaced);
	}

	/** Whether an image's value is the same whichever other images are in its batch, and wherever it is there. */
	default boolean isOfEachAlone() {
		return parts().stream().allMatch(Expression::isOfEachAlone);
	}

	/** An expression of nothing but itself. */
	sealed interface Leaf extends Expression {

		@Override
		default List<Expression> parts() {
			return List.of();
		}

		@Override
		default Expression with(final List<Expression> others) {
			return this;
		}
	}

	/** An expression of one other. */
	sealed interface Unary extends Expression {

		Expression of();

		@Override
		default List<Expression> parts() {
			return List.of(of());
		}

		@Override
		default Expression with(final List<Expression> others) {
			return with(others.get(0));
		}

		Expression with(Expression other);
	}

	/** An expression of two others. */
	sealed interface Binary extends Expression {

		Expression left();

		Expression right();

		@Override
		default List<Expression> parts() {
			return List.of(left(), right());
		}

		@Override
		default Expression with(final List<Expression> others) {
			return with(others.get(0), others.get(1));
		}

		Expression with(Expression newLeft, Expression newRight);
	}

	record Activation(String layer) implements Leaf {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.activation(layer);
		}

		@Override
		public Set<String> layers() {
			return Set.of(layer);
		}

		@Override
		public String toString() {
			return layer;
		}
	}

	record Image() implements Leaf {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.image();
		}

		@Override
		public String toString() {
			return "image";
		}
	}

	/** Equal only to itself: constants are compared by identity, not by their many values. */
	record Constant(Tensor value) implements Leaf {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.constant(value);
		}

		/** A list may have a number for each image. */
		@Override
		public boolean isOfEachAlone() {
			return value.shape().rank() != 1;
		}

		@Override
		public String toString() {
			return value.shape().rank() <= 1 && value.size() <= 8 ? Arrays.toString(value.data())
				: "constant " + value.shape();
		}
	}

	/** What an objective is given for each image of a batch; one tensor, another at each evaluation. */
	record Placeholder() implements Leaf {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.placeholder();
		}

		@Override
		public String toString() {
			return "w";
		}
	}

	/** Some of what an objective is given for each image, in a shape of its own. */
	record Part(Expression of, int from, Shape shape) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.part(of.in(o), from, shape);
		}

		@Override
		public Expression with(final Expression other) {
			return new Part(other, from, shape);
		}

		@Override
		public String toString() {
			return of + "[" + from + ".." + (from + shape.size() - 1) + "]";
		}
	}

	record Channel(Expression of, int channel) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.channel(of.in(o), channel);
		}

		@Override
		public Expression with(final Expression other) {
			return new Channel(other, channel);
		}

		@Override
		public Expression withoutChannels() {
			return new Channel(of.withoutChannels(), 0);
		}

		@Override
		public String toString() {
			return of + "[" + channel + "]";
		}
	}

	/** Another channel for each image of a batch. */
	record ChannelOfEach(Expression of, List<Integer> channels) implements Unary {

		public ChannelOfEach {
			channels = List.copyOf(channels);
		}

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.channelOfEach(of.in(o), channels);
		}

		@Override
		public Expression with(final Expression other) {
			return new ChannelOfEach(other, channels);
		}

		@Override
		public boolean isOfEachAlone() {
			return false;
		}

		@Override
		public String toString() {
			return of + channels.toString();
		}
	}

	/** A position as users count, the column first. */
	static String written(final List<Integer> place, final String separator) {
		return IntStream.rangeClosed(1, place.size())
			.mapToObj(i -> place.get(place.size() - i).toString()).collect(Collectors.joining(separator));
	}

	/** @param place row and column, of volumes the plane before them */
	record Position(Expression of, List<Integer> place) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.position(of.in(o), place);
		}

		@Override
		public boolean isPlaced() {
			return true;
		}

		@Override
		public Expression with(final Expression other) {
			return new Position(other, place);
		}

		@Override
		public String toString() {
			return of + "@" + written(place, ",");
		}
	}

	record Product(Expression left, Expression right) implements Binary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.product(left.in(o), right.in(o));
		}

		@Override
		public Expression with(final Expression newLeft, final Expression newRight) {
			return new Product(newLeft, newRight);
		}

		@Override
		public String toString() {
			return left + " * " + right;
		}
	}

	/** The largest dot product of each position with any of some vectors, {@code [j, c]}. */
	record Closest(Expression of, Constant vectors) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.closest(of.in(o), vectors.value());
		}

		@Override
		public Expression with(final Expression other) {
			return new Closest(other, vectors);
		}

		@Override
		public String toString() {
			return "max_j(" + of + " . " + vectors + "_j)";
		}
	}

	/** The dot products of each position with some vectors, {@code [j, c]}. */
	record Projection(Expression of, Constant vectors) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.projection(of.in(o), vectors.value());
		}

		@Override
		public Expression with(final Expression other) {
			return new Projection(other, vectors);
		}

		@Override
		public String toString() {
			return of + " . " + vectors + "_j";
		}
	}

	record Add(Expression left, Expression right) implements Binary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.add(left.in(o), right.in(o));
		}

		@Override
		public Expression with(final Expression newLeft, final Expression newRight) {
			return new Add(newLeft, newRight);
		}

		@Override
		public String toString() {
			return "(" + left + " + " + right + ")";
		}
	}

	record Quotient(Expression left, Expression right) implements Binary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.quotient(left.in(o), right.in(o));
		}

		@Override
		public Expression with(final Expression newLeft, final Expression newRight) {
			return new Quotient(newLeft, newRight);
		}

		@Override
		public String toString() {
			return left + " / " + right;
		}
	}

	/** The element of the last axis that is {@code rank}-th from the largest, which is the first. */
	record Largest(Expression of, int rank) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.largest(of.in(o), rank);
		}

		@Override
		public Expression with(final Expression other) {
			return new Largest(other, rank);
		}

		@Override
		public String toString() {
			return "largest" + (rank == 1 ? "" : "_" + rank) + "(" + of + ")";
		}
	}

	record Scale(Expression of, double factor) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return o.scale(of.in(o), factor);
		}

		@Override
		public Expression with(final Expression other) {
			return new Scale(other, factor);
		}

		@Override
		public String toString() {
			return factor == -1 ? "-" + of : factor + " " + of;
		}
	}

	/** A function of another expression. */
	record Applied(Function function, Expression of) implements Unary {

		@Override
		public <T> T in(final ExpressionOperations<T> o) {
			return function.in(o, of.in(o));
		}

		@Override
		public Expression with(final Expression other) {
			return new Applied(function, other);
		}

		@Override
		public boolean isOfEachAlone() {
			return function != Function.SIMILARITY && of.isOfEachAlone();
		}

		@Override
		public String toString() {
			return function.print(of);
		}
	}
}
