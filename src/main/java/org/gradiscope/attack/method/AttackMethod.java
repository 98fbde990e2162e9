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

package org.gradiscope.attack.method;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.registry.MethodEntry;
import org.gradiscope.registry.MethodKeys;

/**
 * An attack as users choose it: what it is called, where it is from, how its size is measured, which keys
 * it reads and how it is made of them. A new one is a class that implements {@link Attack}, a constant
 * of {@link AttackMethods}, and a test; a key that no method has yet is a parameter of the command too.
 *
 * @param name as users write it
 * @param title the name in the list of papers
 * @param paper author and year
 * @param norm in which epsilon is measured
 * @param family what bounds it and what it aims at
 * @param access what it asks of the network
 * @param keys read while it is made
 * @param usualAttack with its usual options
 * @param maker with those that keys say
 */
public record AttackMethod(String name, String title, String paper, Norm norm, Family family,
	Access access, List<String> keys, Function<Bound, Attack> usualAttack,
	BiFunction<MethodKeys, Budget, Attack> maker) implements MethodEntry {

	/** What bounds a change, and what it aims at. */
	public enum Family {

		/** Within epsilon, along gradients of the loss. */
		BOUNDED,
		/** The same, towards a target of its own: the least likely class. */
		OWN_TARGET,
		/** Within epsilon, by a {@link #BOUNDED} method over random views of the image. */
		EXPECTATION,
		/** Within epsilon, one change for all images. */
		UNIVERSAL,
		/** Within epsilon, without the network: what other change of the same size does. */
		CONTROL,
		/** Until a class has a probability, within epsilon where one is given. */
		CONFIDENCE,
		/** The smallest change that it finds; it has no epsilon. */
		MINIMAL,
		/** By a change that no epsilon measures: of few values, or of places. */
		UNMEASURED;

		/** Whether it needs an epsilon. */
		public boolean isBounded() {
			return this != CONFIDENCE && this != MINIMAL && this != UNMEASURED;
		}
	}

	/** What it asks of the network. */
	public enum Access {

		/** Gradients. */
		GRADIENTS,
		/** What the network says of images: scores. */
		SCORES,
		/** Whether images fool, and no more. */
		DECISIONS,
		/** Nothing. */
		NONE
	}

	/**
	 * What an attack is made for.
	 *
	 * @param bound of the whole change
	 * @param epsilon for each value, in grey levels; NaN for none
	 * @param extent of the value range, in grey levels
	 * @param format of the image
	 */
	public record Budget(Bound bound, double epsilon, double extent, PixelFormat format) {}

	/**
	 * Gives the usual attack the options that keys say.
	 *
	 * @param <A> the attack
	 */
	@FunctionalInterface
	public interface Configuration<A extends Attack> {

		/** @throws IllegalArgumentException if a key's value is outside its bounds */
		Attack of(A usual, MethodKeys keys, Budget budget);
	}

	/**
	 * A method.
	 *
	 * @param usual the attack within a bound, with its usual options
	 * @param configured the same with those that keys say
	 * @param keys that {@code configured} reads
	 */
	public static <A extends Attack> AttackMethod of(final String name, final String paper,
		final Norm norm, final Family family, final Function<Bound, A> usual,
		final Configuration<A> configured, final String... keys) {
		return new AttackMethod(name, name, paper, norm, family, Access.GRADIENTS, List.of(keys),
			usual::apply, (values, budget) -> configured.of(usual.apply(budget.bound()), values, budget));
	}

	/** The same by another name in the list of papers. */
	AttackMethod titled(final String other) {
		return new AttackMethod(name, other, paper, norm, family, access, keys, usualAttack, maker);
	}

	/** The same, whose usual options are others. */
	public AttackMethod usually(final Function<Bound, Attack> attack) {
		return new AttackMethod(name, title, paper, norm, family, access, keys, attack, maker);
	}

	/** The same, asking for something else. */
	AttackMethod asking(final Access other) {
		return new AttackMethod(name, title, paper, norm, family, other, keys, usualAttack, maker);
	}

	/** All methods that are registered. */
	public static AttackMethod[] values() {
		return AttackMethods.REGISTRY.entries().toArray(AttackMethod[]::new);
	}

	/** @throws IllegalArgumentException if there is no method of that name */
	public static AttackMethod named(final String name) {
		return AttackMethods.REGISTRY.get(name);
	}

	/** Those that can be made to hold over views of an image. */
	public static AttackMethod[] bases() {
		return AttackMethods.REGISTRY.entries().stream()
			.filter(method -> method.family == Family.BOUNDED && method.access == Access.GRADIENTS)
			.toArray(AttackMethod[]::new);
	}

	/** The attack with its usual options. */
	public Attack usual(final double epsilon) {
		return usualAttack.apply(new Bound(norm, epsilon));
	}

	/** Whether it leads each image away from its class by a change that epsilon measures. */
	public boolean isMeasured() {
		return family != Family.UNMEASURED && family != Family.UNIVERSAL;
	}

	/** What the command reads: epsilon, its search, what is wanted, and where it starts. */
	@Override
	public List<String> commandKeys() {
		final List<String> read = new ArrayList<>();
		if (family.isBounded() || family == Family.CONFIDENCE) read.add("epsilon");
		if (family == Family.UNIVERSAL) read.add("others");
		else if (!read.isEmpty()) read.add("minimal");
		if (family == Family.CONFIDENCE) read.add("confidence");
		if (family == Family.MINIMAL && access == Access.GRADIENTS) read.add("lengthen");
		if (access == Access.DECISIONS) read.add("start");
		return read;
	}

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return name;
	}
}
