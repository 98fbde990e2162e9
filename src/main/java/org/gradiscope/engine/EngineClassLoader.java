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

package org.gradiscope.engine;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;

/**
 * Keeps an engine and its libraries apart from what an application has under the same names. Packages
 * of its own come from its own jars only, never from the parent, be they missing: half a library of
 * one version and half of another would be worse than none. All else comes from the parent first.
 */
final class EngineClassLoader extends URLClassLoader {

	static {
		registerAsParallelCapable();
	}

	private static final String SERVICES = "META-INF/services/";

	/** Where any version of DJL looks for native libraries: the application's are not this one's. */
	private static final String NATIVES = "native/lib/";

	private final Set<String> packages;
	private final String ownPackage;

	/**
	 * @param jars to load from
	 * @param packages of its own
	 * @param ownPackage a package of its own, with all beneath it
	 * @param parent whom to ask for all else
	 */
	EngineClassLoader(final List<URL> jars, final Set<String> packages, final String ownPackage,
		final ClassLoader parent) {
		super("gradiscope engine", jars.toArray(URL[]::new), parent);
		this.packages = Set.copyOf(packages);
		this.ownPackage = ownPackage;
	}

	@Override
	protected Class<?> loadClass(final String name, final boolean resolve)
		throws ClassNotFoundException {
		if (!isOwn(name)) return super.loadClass(name, resolve);
		synchronized (getClassLoadingLock(name)) {
			final Class<?> loaded = findLoadedClass(name);
			final Class<?> type = loaded == null ? findClass(name) : loaded;
			if (resolve) resolveClass(type);
			return type;
		}
	}

	@Override
	public URL getResource(final String name) {
		final URL own = findResource(name);
		return own != null || isOwnResource(name) ? own : getParent().getResource(name);
	}

	@Override
	public Enumeration<URL> getResources(final String name) throws IOException {
		final List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
		if (!isOwnResource(name)) all.addAll(Collections.list(getParent().getResources(name)));
		return Collections.enumeration(all);
	}

	/** Whether a class of this name is from here or from nowhere. */
	private boolean isOwn(final String className) {
		return isOwnPackage(className.substring(0, Math.max(0, className.lastIndexOf('.'))));
	}

	private boolean isOwnPackage(final String name) {
		return packages.contains(name) || (name + ".").startsWith(ownPackage + ".");
	}

	private boolean isOwnResource(final String name) {
		if (name.startsWith(SERVICES)) return isOwn(name.substring(SERVICES.length()));
		final String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
		return name.startsWith(NATIVES) || isOwnPackage(folder.replace('/', '.'));
	}
}
